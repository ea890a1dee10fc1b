package jgrad.files;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Refuses values that contain themselves or are nested without measure: whoever prints or walks
/// them would not come back.
final class Nesting {
    private static final int DEEPEST = 100;

    private Nesting() {}

    static void check(@Nullable Object value) throws FileFormatException {
        // Height, not depth, so that a part reached in many ways is walked once.
        var heights = new IdentityHashMap<Object, Integer>();
        var path = new ArrayDeque<Step>();
        enter(value, path, heights);
        while (!path.isEmpty()) {
            Step top = path.getLast();
            if (top.rest.hasNext()) {
                Object child = top.rest.next();
                if (children(child).isEmpty()) {
                    continue;
                }
                Integer height = child == null ? null : heights.get(child);
                if (height == null) {
                    enter(child, path, heights);
                } else if (height == 0) {
                    throw new FileFormatException("a container that contains itself");
                } else {
                    top.height = Math.max(top.height, height + 1);
                }
            } else {
                path.removeLast();
                heights.put(top.container, top.height);
                if (!path.isEmpty()) {
                    path.getLast().height = Math.max(path.getLast().height, top.height + 1);
                }
            }
            if (top.height > DEEPEST || path.size() > DEEPEST) {
                throw new FileFormatException("nested deeper than " + DEEPEST + " levels");
            }
        }
    }

    private static void enter(
            @Nullable Object value,
            ArrayDeque<Step> path,
            IdentityHashMap<Object, Integer> heights) {
        if (value != null) {
            path.addLast(new Step(value, children(value).iterator()));
            heights.put(value, 0);
        }
    }

    private static Collection<?> children(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.values();
            case jgrad.Shape _ -> List.of();
            case Collection<?> items -> items;
            case null, default -> List.of();
        };
    }

    private static final class Step {
        final Object container;
        final Iterator<?> rest;
        int height = 1;

        Step(Object container, Iterator<?> rest) {
            this.container = container;
            this.rest = rest;
        }
    }
}
