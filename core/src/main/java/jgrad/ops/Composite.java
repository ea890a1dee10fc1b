package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.engine.Ops;
import jgrad.func.FnN;
import jgrad.func.Func;
import jgrad.func.Structure;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The derivative of a fused operation, from the same mathematics written with ordinary operations.
///
/// A fused kernel is worth writing for the first derivative; for the second and later ones, which
/// are rare, the recorded composition serves, and is exact.
final class Composite {
    private Composite() {}

    interface Formula {
        Tensor[] of(Tensor[] inputs);
    }

    /// The gradients of `formula` at `inputs`, given those of its results; null where nothing
    /// flows.
    static @Nullable Tensor[] grad(Formula formula, Tensor[] inputs, @Nullable Tensor[] g) {
        if (anyLifted(inputs) || anyLifted(g)) {
            return gradInTransform(formula, inputs, g);
        }
        boolean recording = Autograd.isGradEnabled();
        try (var _ = Autograd.enableGrad()) {
            var own = new Tensor[inputs.length];
            var wanted = new ArrayList<Tensor>();
            for (int i = 0; i < own.length; i++) {
                own[i] =
                        inputs[i].dtype().isFloating() ? separate(inputs[i], recording) : inputs[i];
                if (own[i].requiresGrad()) {
                    wanted.add(own[i]);
                }
            }
            Tensor[] results = formula.of(own);
            var outputs = new ArrayList<Tensor>();
            var seeds = new ArrayList<@Nullable Tensor>();
            for (int k = 0; k < results.length; k++) {
                if (g[k] != null && results[k].requiresGrad()) {
                    outputs.add(results[k]);
                    seeds.add(g[k]);
                }
            }
            @Nullable Tensor[] grads = new @Nullable Tensor[inputs.length];
            if (outputs.isEmpty()) {
                return grads;
            }
            GradOptions options =
                    options(recording).gradOutputs(seeds.toArray(new @Nullable Tensor[0]));
            List<@Nullable Tensor> found = Autograd.grad(outputs, wanted, options);
            for (int i = 0, next = 0; i < own.length; i++) {
                if (own[i].requiresGrad()) {
                    grads[i] = found.get(next++);
                }
            }
            return grads;
        }
    }

    /// The directional derivative of `formula`, by transposing its gradient, which is linear in the
    /// seeds.
    static @Nullable Tensor[] jvp(Formula formula, Tensor[] inputs, @Nullable Tensor[] tangents) {
        if (anyLifted(inputs) || anyLifted(tangents)) {
            return jvpInTransform(formula, inputs, tangents);
        }
        boolean recording = Autograd.isGradEnabled();
        try (var _ = Autograd.enableGrad()) {
            Tensor[] results = formula.of(inputs);
            @Nullable Tensor[] out = new @Nullable Tensor[results.length];
            for (int k = 0; k < results.length; k++) {
                int output = k;
                Tensor seed = Tensors.zerosLike(results[k]).requiresGrad_();
                @Nullable Tensor[] seeds = new @Nullable Tensor[results.length];
                seeds[output] = seed;
                @Nullable Tensor[] grads = grad(formula, inputs, seeds);
                Tensor sum = null;
                for (int i = 0; i < inputs.length; i++) {
                    if (grads[i] != null && tangents[i] != null) {
                        sum = Laws.add(sum, grads[i].mul(tangents[i]).sum());
                    }
                }
                if (sum != null && sum.requiresGrad()) {
                    out[k] = Autograd.grad(sum, seed, options(recording));
                }
            }
            return out;
        }
    }

    private static GradOptions options(boolean recording) {
        return (recording ? Autograd.createGraph() : GradOptions.DEFAULT).allowUnused();
    }

    private static boolean anyLifted(@Nullable Tensor[] tensors) {
        for (Tensor t : tensors) {
            if (t != null && Ops.isLifted(t)) {
                return true;
            }
        }
        return false;
    }

    /// The tensors of a transform (a batch, a dual number) have no graph to start from; a transform
    /// inside theirs does the same.
    private static @Nullable Tensor[] gradInTransform(
            Formula formula, Tensor[] inputs, @Nullable Tensor[] g) {
        int[] at = floating(inputs);
        var vjp =
                Func.vjp(
                        Structure.LIST,
                        Structure.LIST,
                        list(formula, inputs, at),
                        Arrays.stream(at).mapToObj(i -> inputs[i]).toList());
        var seeds = new ArrayList<Tensor>();
        for (int k = 0; k < g.length; k++) {
            Tensor seed = g[k];
            seeds.add(seed != null ? seed : Tensors.zerosLike(vjp.output().get(k)));
        }
        List<Tensor> found = vjp.apply(seeds);
        @Nullable Tensor[] grads = new @Nullable Tensor[inputs.length];
        for (int n = 0; n < at.length; n++) {
            grads[at[n]] = found.get(n);
        }
        return grads;
    }

    /// Which inputs can be differentiated by; indices are what they are.
    private static int[] floating(Tensor[] inputs) {
        return IntStream.range(0, inputs.length)
                .filter(i -> inputs[i].dtype().isFloating())
                .toArray();
    }

    private static @Nullable Tensor[] jvpInTransform(
            Formula formula, Tensor[] inputs, @Nullable Tensor[] tangents) {
        int[] at = floating(inputs);
        var values = new ArrayList<Tensor>();
        var directions = new ArrayList<Tensor>();
        for (int i : at) {
            Tensor direction = tangents[i];
            values.add(inputs[i]);
            directions.add(direction != null ? direction : Tensors.zerosLike(inputs[i]));
        }
        return Func.jvp(
                        Structure.LIST,
                        Structure.LIST,
                        list(formula, inputs, at),
                        values,
                        directions)
                .tangent()
                .toArray(new Tensor[0]);
    }

    /// The formula as a function of the inputs `at`.
    private static FnN list(Formula formula, Tensor[] inputs, int[] at) {
        return in -> {
            Tensor[] all = inputs.clone();
            for (int n = 0; n < at.length; n++) {
                all[at[n]] = in.get(n);
            }
            return List.of(formula.of(all));
        };
    }

    /// The same value, which alone is differentiated by; connected to its past if that is to be
    /// differentiated too.
    private static Tensor separate(Tensor t, boolean recording) {
        return recording && t.requiresGrad()
                ? Ops.view(new Views.View(Raw.shape(t)), t.contiguous())
                : t.detach().requiresGrad_();
    }
}
