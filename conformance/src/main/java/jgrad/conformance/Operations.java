package jgrad.conformance;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The table of all operations, from its family files.
final class Operations {
    private static final Map<String, Operation> BY_NAME = byName();

    private Operations() {}

    /// The operation that PyTorch calls so, or null if jgrad has none.
    static @Nullable Operation find(String name) {
        return BY_NAME.get(name);
    }

    private static Map<String, Operation> byName() {
        var map = new HashMap<String, Operation>();
        List.of(
                        ArithmeticCalls.all(),
                        FunctionCalls.all(),
                        ReductionCalls.all(),
                        MovementCalls.all(),
                        JoiningCalls.all(),
                        IndexingCalls.all(),
                        CreationCalls.all(),
                        MatrixCalls.all(),
                        NetworkCalls.all())
                .forEach(family -> family.forEach(operation -> add(map, operation)));
        return map;
    }

    private static void add(Map<String, Operation> map, Operation operation) {
        if (map.put(operation.name(), operation) != null) {
            throw new IllegalStateException("two lines for " + operation.name());
        }
    }
}
