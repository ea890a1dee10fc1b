package jgrad.kernels.elementwise;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Broadcast;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Walk;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Functions of numbers run over the elements of floating-point tensors.
///
/// For functions that take so long that neither a loop of their own nor vectors would show: every
/// element goes through a call, and through `double`, whatever its type. The functions of [Each]
/// are the others.
public final class Mapped {
    private Mapped() {}

    /// A function of three numbers.
    @FunctionalInterface
    public interface Of3 {
        double applyAsDouble(double a, double b, double c);
    }

    public static Tensor unary(DoubleUnaryOperator f, Tensor x) {
        Tensor out = allocate(x.dtype(), Raw.shape(x), Raw.layout(x));
        DType type = x.dtype();
        Object from = array(x);
        Object to = array(out);
        Walk walk = new Walk(Raw.layout(out), Raw.layout(x));
        switch (type) {
            case FLOAT64 ->
                    walk.run((at, by, n) -> run(f, (double[]) from, (double[]) to, at, by, n));
            case FLOAT32 ->
                    walk.run((at, by, n) -> run(f, (float[]) from, (float[]) to, at, by, n));
            default ->
                    walk.run((at, by, n) -> {
                        for (int i = 0; i < n; i++) {
                            double value = Elements.asDouble(type, from, at[1] + i * by[1]);
                            Elements.put(type, to, at[0] + i * by[0], f.applyAsDouble(value));
                        }
                    });
        }
        return out;
    }

    private static void run(
            DoubleUnaryOperator f, double[] from, double[] to, int[] at, int[] by, int n) {
        int x = at[1];
        int y = at[0];
        for (int i = 0; i < n; i++, x += by[1], y += by[0]) {
            to[y] = f.applyAsDouble(from[x]);
        }
    }

    private static void run(
            DoubleUnaryOperator f, float[] from, float[] to, int[] at, int[] by, int n) {
        int x = at[1];
        int y = at[0];
        for (int i = 0; i < n; i++, x += by[1], y += by[0]) {
            to[y] = (float) f.applyAsDouble(from[x]);
        }
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor binary(DoubleBinaryOperator f, Tensor a, Tensor b) {
        int[] shape = Broadcast.shape(Raw.shape(a), Raw.shape(b));
        Tensor out = allocate(a.dtype(), shape, Raw.layout(a), Raw.layout(b));
        DType type = a.dtype();
        assert type == b.dtype() : type + " " + b.dtype();
        Object p = array(a);
        Object q = array(b);
        Object to = array(out);
        Walk walk = new Walk(Raw.layout(out), Raw.layout(a), Raw.layout(b));
        switch (type) {
            case FLOAT64 ->
                    walk.run((at, by, n) ->
                            run(f, (double[]) p, (double[]) q, (double[]) to, at, by, n));
            case FLOAT32 ->
                    walk.run((at, by, n) ->
                            run(f, (float[]) p, (float[]) q, (float[]) to, at, by, n));
            default ->
                    walk.run((at, by, n) -> {
                        for (int i = 0; i < n; i++) {
                            double first = Elements.asDouble(type, p, at[1] + i * by[1]);
                            double second = Elements.asDouble(type, q, at[2] + i * by[2]);
                            Elements.put(
                                    type, to, at[0] + i * by[0], f.applyAsDouble(first, second));
                        }
                    });
        }
        return out;
    }

    private static void run(
            DoubleBinaryOperator f,
            double[] p,
            double[] q,
            double[] to,
            int[] at,
            int[] by,
            int n) {
        int a = at[1];
        int b = at[2];
        int y = at[0];
        for (int i = 0; i < n; i++, a += by[1], b += by[2], y += by[0]) {
            to[y] = f.applyAsDouble(p[a], q[b]);
        }
    }

    private static void run(
            DoubleBinaryOperator f, float[] p, float[] q, float[] to, int[] at, int[] by, int n) {
        int a = at[1];
        int b = at[2];
        int y = at[0];
        for (int i = 0; i < n; i++, a += by[1], b += by[2], y += by[0]) {
            to[y] = (float) f.applyAsDouble(p[a], q[b]);
        }
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor ternary(Of3 f, Tensor a, Tensor b, Tensor c) {
        int[] shape = Broadcast.shape(Broadcast.shape(Raw.shape(a), Raw.shape(b)), Raw.shape(c));
        Tensor out = allocate(a.dtype(), shape, Raw.layout(a), Raw.layout(b), Raw.layout(c));
        DType type = a.dtype();
        assert type == b.dtype() && type == c.dtype() : type + " " + b.dtype() + " " + c.dtype();
        Object p = array(a);
        Object q = array(b);
        Object r = array(c);
        Object to = array(out);
        new Walk(Raw.layout(out), Raw.layout(a), Raw.layout(b), Raw.layout(c))
                .run((at, by, n) -> {
                    for (int i = 0; i < n; i++) {
                        double first = Elements.asDouble(type, p, at[1] + i * by[1]);
                        double second = Elements.asDouble(type, q, at[2] + i * by[2]);
                        double third = Elements.asDouble(type, r, at[3] + i * by[3]);
                        Elements.put(
                                type, to, at[0] + i * by[0], f.applyAsDouble(first, second, third));
                    }
                });
        return out;
    }

    private static Tensor allocate(DType type, int[] shape, Layout... operands) {
        Layout layout = Broadcast.result(shape, operands);
        return new Tensor(Storage.uninitialized(type, layout.numel()), layout, type);
    }

    private static Object array(Tensor t) {
        return Raw.storage(t).array();
    }
}
