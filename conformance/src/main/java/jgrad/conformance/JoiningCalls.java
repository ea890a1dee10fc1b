package jgrad.conformance;

import static jgrad.conformance.Operation.op;

import jgrad.Tensors;

import java.util.List;

/// Tensors made one, and one made several.
final class JoiningCalls {
    private JoiningCalls() {}

    static List<Operation> all() {
        return List.of(
                op("cat", c -> Tensors.cat(c.tensors("tensors"), c.integer("dim", 0))),
                op("stack", c -> Tensors.stack(c.tensors("tensors"), c.integer("dim", 0))),
                op("split", JoiningCalls::split),
                op(
                        "split_with_sizes",
                        c -> c.self().split(c.ints("split_sizes"), c.integer("dim", 0))),
                op("chunk", c -> c.self().chunk(c.integer("chunks"), c.integer("dim", 0))));
    }

    private static Object split(Call c) {
        String sizes = "split_size_or_sections|split_size|split_sizes";
        return c.isList(sizes)
                ? c.self().split(c.ints(sizes), c.integer("dim", 0))
                : c.self().split(c.integer(sizes), c.integer("dim", 0));
    }
}
