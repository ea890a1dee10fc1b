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
        new Walk(Raw.layout(out), Raw.layout(x))
                .run((at, by, n) -> {
                    for (int i = 0; i < n; i++) {
                        double value = Elements.asDouble(type, from, at[1] + i * by[1]);
                        Elements.put(type, to, at[0] + i * by[0], f.applyAsDouble(value));
                    }
                });
        return out;
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor binary(DoubleBinaryOperator f, Tensor a, Tensor b) {
        int[] shape = Broadcast.shape(Raw.shape(a), Raw.shape(b));
        Tensor out = allocate(a.dtype(), shape, Raw.layout(a), Raw.layout(b));
        DType type = a.dtype();
        assert type == b.dtype() : type + " " + b.dtype();
        Object first = array(a);
        Object second = array(b);
        Object to = array(out);
        new Walk(Raw.layout(out), Raw.layout(a), Raw.layout(b))
                .run((at, by, n) -> {
                    for (int i = 0; i < n; i++) {
                        double p = Elements.asDouble(type, first, at[1] + i * by[1]);
                        double q = Elements.asDouble(type, second, at[2] + i * by[2]);
                        Elements.put(type, to, at[0] + i * by[0], f.applyAsDouble(p, q));
                    }
                });
        return out;
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor ternary(Of3 f, Tensor a, Tensor b, Tensor c) {
        int[] shape = Broadcast.shape(Broadcast.shape(Raw.shape(a), Raw.shape(b)), Raw.shape(c));
        Tensor out = allocate(a.dtype(), shape, Raw.layout(a), Raw.layout(b), Raw.layout(c));
        DType type = a.dtype();
        assert type == b.dtype() && type == c.dtype() : type + " " + b.dtype() + " " + c.dtype();
        Object first = array(a);
        Object second = array(b);
        Object third = array(c);
        Object to = array(out);
        new Walk(Raw.layout(out), Raw.layout(a), Raw.layout(b), Raw.layout(c))
                .run((at, by, n) -> {
                    for (int i = 0; i < n; i++) {
                        double p = Elements.asDouble(type, first, at[1] + i * by[1]);
                        double q = Elements.asDouble(type, second, at[2] + i * by[2]);
                        double r = Elements.asDouble(type, third, at[3] + i * by[3]);
                        Elements.put(type, to, at[0] + i * by[0], f.applyAsDouble(p, q, r));
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
