package jgrad;

import jgrad.storage.Layout;
import jgrad.storage.Storage;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/// Reads nested arrays and lists into a tensor.
final class Nested {
    private final double[] doubles;
    private final long[] longs;
    private DType.Kind kind = DType.Kind.BOOL;
    private int count;

    private Nested(int numel) {
        doubles = new double[numel];
        longs = new long[numel];
    }

    static Tensor tensor(Object nested) {
        int[] shape = shape(nested);
        Layout layout = Layout.contiguous(shape);
        var reader = new Nested(layout.numel());
        reader.read(nested, shape, 0);
        if (reader.count == 0) {
            reader.kind = DType.Kind.FLOATING;
        }
        return switch (reader.kind) {
            case FLOATING -> {
                Tensor wide = new Tensor(new Storage(reader.doubles), layout, DType.FLOAT64);
                yield wide.to(DType.defaultType());
            }
            case INTEGER -> new Tensor(new Storage(reader.longs), layout, DType.INT64);
            case BOOL -> new Tensor(new Storage(reader.longs), layout, DType.INT64).to(DType.BOOL);
        };
    }

    private static int[] shape(Object nested) {
        var sizes = new int[64];
        int rank = 0;
        Object at = nested;
        while (isSequence(at)) {
            int n = length(at);
            sizes[rank++] = n;
            if (n == 0) {
                break;
            }
            at = element(at, 0);
        }
        return Arrays.copyOf(sizes, rank);
    }

    private static boolean isSequence(Object o) {
        return o instanceof List || o.getClass().isArray();
    }

    private static int length(Object o) {
        return o instanceof List<?> list ? list.size() : Array.getLength(o);
    }

    private static Object element(Object o, int i) {
        return o instanceof List<?> list ? list.get(i) : Array.get(o, i);
    }

    private void read(Object o, int[] shape, int d) {
        if (d == shape.length) {
            add(o);
            return;
        }
        if (!isSequence(o)) {
            throw new IllegalArgumentException(
                    "expected sequence of length "
                            + shape[d]
                            + " at dim "
                            + d
                            + ", but found "
                            + o
                            + ": nested values must all have the same depth");
        }
        if (length(o) != shape[d]) {
            throw new IllegalArgumentException(
                    "expected sequence of length "
                            + shape[d]
                            + " at dim "
                            + d
                            + " (got "
                            + length(o)
                            + ")");
        }
        for (int i = 0; i < shape[d]; i++) {
            read(element(o, i), shape, d + 1);
        }
    }

    private void add(Object o) {
        switch (o) {
            case Boolean b -> put(b ? 1 : 0, b ? 1 : 0, DType.Kind.BOOL);
            case Double v -> put(v, 0, DType.Kind.FLOATING);
            case Float v -> put(v, 0, DType.Kind.FLOATING);
            case Number n
                    when n instanceof Long
                            || n instanceof Integer
                            || n instanceof Short
                            || n instanceof Byte ->
                    put((double) n.longValue(), n.longValue(), DType.Kind.INTEGER);
            case Tensor t when t.numel() == 1 ->
                    add(t.dtype() == DType.BOOL ? t.toBoolean() : t.item());
            default ->
                    throw new IllegalArgumentException(
                            "new(): invalid data type '"
                                    + o.getClass().getSimpleName()
                                    + "': a tensor is made of numbers and booleans");
        }
    }

    private void put(double d, long l, DType.Kind k) {
        doubles[count] = d;
        longs[count++] = l;
        kind = k.compareTo(kind) > 0 ? k : kind;
    }
}
