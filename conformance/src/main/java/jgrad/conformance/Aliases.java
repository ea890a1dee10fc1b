package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Strides;
import jgrad.Tensor;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where results lie: in the storage of an input, and with which strides.
final class Aliases {
    private Aliases() {}

    /// What differs, or null.
    static @Nullable String difference(Tensor actual, JsonNode recorded, List<Tensor> inputs) {
        if (recorded.has("alias_of")) {
            Tensor of = inputs.get(recorded.get("alias_of").asInt());
            if (recorded.path("same_object").asBoolean()) {
                return actual == of ? null : "is another object, expected the input itself";
            }
            if (!share(actual, of)) {
                return "is a copy, expected an alias";
            }
            if (recorded.has("offset")
                    && actual.storageOffset() != recorded.get("offset").asInt()) {
                return "has offset " + actual.storageOffset() + ", not " + recorded.get("offset");
            }
            if (recorded.has("is_view") && actual.isView() != recorded.get("is_view").asBoolean()) {
                return "isView is " + actual.isView() + ", not " + recorded.get("is_view");
            }
            if (recorded.has("stride") && differ(actual, Json.ints(recorded.get("stride")))) {
                return "has strides " + actual.stride() + ", not " + recorded.get("stride");
            }
            return null;
        }
        for (Tensor t : inputs) {
            if (actual.numel() > 0 && share(actual, t)) {
                return "is an alias, expected a copy";
            }
        }
        return null;
    }

    /// Strides matter along dimensions of several elements.
    private static boolean differ(Tensor t, int[] expected) {
        Strides strides = t.stride();
        for (int d = 0; d < expected.length; d++) {
            if (strides.get(d) != expected[d] && t.size(d) > 1) {
                return t.numel() > 0;
            }
        }
        return false;
    }

    /// Whether two tensors have one storage: then they also have one count of writes.
    private static boolean share(Tensor a, Tensor b) {
        try (var _ = Autograd.noGrad()) {
            int before = b.version();
            int[] none = {0};
            a.detach().asStrided(none, new int[] {1}, 0).zero_();
            return b.version() != before;
        }
    }
}
