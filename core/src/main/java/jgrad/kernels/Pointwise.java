package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Elementwise operations on tensors: broadcasting, the result's layout, the choice of a loop.
///
/// The operands of a call have one element type, which the caller has seen to. A result is fresh;
/// it has the very layout object of an operand where it can. The `...Into` forms write to a tensor
/// that is there, which may be an operand. Single numbers come as [#scalar] tensors.
public final class Pointwise {
    private Pointwise() {}

    /// A number as a 0-d tensor of the type.
    public static Tensor scalar(double value, DType type) {
        Object array = Storage.newArray(type, 1);
        Elements.put(type, array, 0, value);
        return new Tensor(new Storage(array), Layout.SCALAR, type);
    }

    /// A number as a 0-d tensor of the type.
    public static Tensor scalar(long value, DType type) {
        Object array = Storage.newArray(type, 1);
        Elements.put(type, array, 0, value);
        return new Tensor(new Storage(array), Layout.SCALAR, type);
    }

    public static Tensor unary(Unary op, Tensor x) {
        Layout lx = Raw.layout(x);
        DType type = x.dtype();
        if (lx.dim() == 0) {
            return fresh(One.of(op, type, array(x), lx.offset()), type);
        }
        Tensor out =
                allocate(
                        lx.isContiguous() ? lx.toContiguous() : Broadcast.result(lx.shape(), lx),
                        type);
        run(op.loop(type), x, out);
        return out;
    }

    public static void unaryInto(Unary op, Tensor x, Tensor out) {
        checkOutput(out, x);
        run(op.loop(x.dtype()), x, out);
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor binary(Binary op, Tensor a, Tensor b) {
        Layout la = Raw.layout(a);
        Layout lb = Raw.layout(b);
        DType type = a.dtype();
        assert type == b.dtype() : type + " " + b.dtype();
        if (la.dim() == 0 && lb.dim() == 0) {
            return fresh(One.of(op, type, array(a), la.offset(), array(b), lb.offset()), type);
        }
        Tensor out = allocate(layout(la, lb), type);
        run(op.loop(type), a, b, out);
        return out;
    }

    public static void binaryInto(Binary op, Tensor a, Tensor b, Tensor out) {
        checkOutput(out, a, b);
        run(op.loop(a.dtype()), a, b, out);
    }

    /// @return a bool tensor
    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor compare(Compare op, Tensor a, Tensor b) {
        assert a.dtype() == b.dtype() : a.dtype() + " " + b.dtype();
        Tensor out = allocate(layout(Raw.layout(a), Raw.layout(b)), DType.BOOL);
        run(op.loop(a.dtype()), a, b, out);
        return out;
    }

    /// @param out a bool tensor
    public static void compareInto(Compare op, Tensor a, Tensor b, Tensor out) {
        checkOutput(out, a, b);
        run(op.loop(a.dtype()), a, b, out);
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor ternary(Ternary op, Tensor a, Tensor b, Tensor c) {
        Layout la = Raw.layout(a);
        Layout lb = Raw.layout(b);
        Layout lc = Raw.layout(c);
        DType type = a.dtype();
        if (la.dim() == 0 && lb.dim() == 0 && lc.dim() == 0) {
            return fresh(
                    One.of(
                            op,
                            type,
                            array(a),
                            la.offset(),
                            array(b),
                            lb.offset(),
                            array(c),
                            lc.offset()),
                    type);
        }
        Tensor out = allocate(layout(a, b, c), type);
        run(op.loop(type), a, b, c, out);
        return out;
    }

    public static void ternaryInto(Ternary op, Tensor a, Tensor b, Tensor c, Tensor out) {
        checkOutput(out, a, b, c);
        run(op.loop(a.dtype()), a, b, c, out);
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor quaternary(Quaternary op, Tensor a, Tensor b, Tensor c, Tensor d) {
        Tensor out = allocate(layout(a, b, c, d), a.dtype());
        run(op.loop(a.dtype()), a, b, c, d, out);
        return out;
    }

    public static void quaternaryInto(
            Quaternary op, Tensor a, Tensor b, Tensor c, Tensor d, Tensor out) {
        checkOutput(out, a, b, c, d);
        run(op.loop(a.dtype()), a, b, c, d, out);
    }

    /// `a` where the bool tensor `condition` is true, else `b`.
    ///
    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor out = allocate(layout(condition, a, b), a.dtype());
        run(Loops.where(a.dtype()), condition, a, b, out);
        return out;
    }

    public static void whereInto(Tensor condition, Tensor a, Tensor b, Tensor out) {
        checkOutput(out, condition, a, b);
        run(Loops.where(a.dtype()), condition, a, b, out);
    }

    /// Sets every element of `out`, which may have any of the ten types.
    public static void fill(Tensor out, double value) {
        fill(out, scalar(value, out.dtype()));
    }

    /// Sets every element of `out`, which may have any of the ten types.
    public static void fill(Tensor out, long value) {
        fill(out, scalar(value, out.dtype()));
    }

    private static void fill(Tensor out, Tensor value) {
        int[] shape = Raw.shape(out);
        Layout repeated = new Layout(shape, new int[shape.length], 0);
        Cast.copy(out.dtype(), array(value), repeated, out.dtype(), array(out), Raw.layout(out));
    }

    /// The shape that tensors of the two shapes have together.
    ///
    /// @throws IllegalArgumentException if two sizes differ and neither is 1
    public static int[] broadcastShape(int[] a, int[] b) {
        return Broadcast.shape(a, b);
    }

    private static Layout layout(Layout a, Layout b) {
        if (a == b && a.isContiguous() || b.dim() == 0 && a.isContiguous()) {
            return a.toContiguous();
        }
        if (a.dim() == 0 && b.isContiguous()) {
            return b.toContiguous();
        }
        return Broadcast.result(Broadcast.shape(a.shape(), b.shape()), a, b);
    }

    private static Layout layout(Tensor... operands) {
        Layout first = Raw.layout(operands[0]);
        Layout[] layouts = new Layout[operands.length];
        int[] shape = first.shape();
        boolean simple = first.isContiguous();
        for (int k = 0; k < operands.length; k++) {
            layouts[k] = Raw.layout(operands[k]);
            simple &= layouts[k] == first || layouts[k].dim() == 0;
            shape = Broadcast.shape(shape, layouts[k].shape());
        }
        return simple ? first.toContiguous() : Broadcast.result(shape, layouts);
    }

    private static void checkOutput(Tensor out, Tensor... operands) {
        Layout layout = Raw.layout(out);
        int[] shape = Raw.shape(operands[0]);
        for (Tensor operand : operands) {
            shape = Broadcast.shape(shape, Raw.shape(operand));
        }
        if (!Arrays.equals(Broadcast.shape(shape, layout.shape()), layout.shape())) {
            throw new IllegalArgumentException(
                    "output with shape "
                            + Arrays.toString(layout.shape())
                            + " doesn't match the broadcast shape "
                            + Arrays.toString(shape));
        }
        Overlap.checkInside(layout);
        for (Tensor operand : operands) {
            Overlap.checkBetween(array(out), layout, array(operand), Raw.layout(operand));
        }
    }

    private static void run(UnaryLoop loop, Tensor x, Tensor out) {
        Layout l = Raw.layout(out);
        Layout lx = Raw.layout(x);
        Object p = array(x);
        Object y = array(out);
        int n = l.numel();
        int xs = step(lx, n);
        if (xs < 0 || !l.isContiguous()) {
            new Walk(l, lx).run((at, by, m) -> loop.run(p, at[1], by[1], y, at[0], by[0], m));
        } else if (n < 2 * Walk.GRAIN) {
            loop.run(p, lx.offset(), xs, y, l.offset(), 1, n);
        } else {
            Parallel.forRange(
                    n,
                    Walk.GRAIN,
                    (from, to) ->
                            loop.run(
                                    p,
                                    lx.offset() + from * xs,
                                    xs,
                                    y,
                                    l.offset() + from,
                                    1,
                                    to - from));
        }
    }

    private static void run(BinaryLoop loop, Tensor a, Tensor b, Tensor out) {
        Layout l = Raw.layout(out);
        Layout la = Raw.layout(a);
        Layout lb = Raw.layout(b);
        Object p = array(a);
        Object q = array(b);
        Object y = array(out);
        int n = l.numel();
        int as = step(la, n);
        int bs = step(lb, n);
        if (as < 0 || bs < 0 || !l.isContiguous()) {
            new Walk(l, la, lb)
                    .run((at, by, m) ->
                            loop.run(p, at[1], by[1], q, at[2], by[2], y, at[0], by[0], m));
        } else if (n < 2 * Walk.GRAIN) {
            loop.run(p, la.offset(), as, q, lb.offset(), bs, y, l.offset(), 1, n);
        } else {
            Parallel.forRange(
                    n,
                    Walk.GRAIN,
                    (from, to) ->
                            loop.run(
                                    p,
                                    la.offset() + from * as,
                                    as,
                                    q,
                                    lb.offset() + from * bs,
                                    bs,
                                    y,
                                    l.offset() + from,
                                    1,
                                    to - from));
        }
    }

    private static void run(TernaryLoop loop, Tensor a, Tensor b, Tensor c, Tensor out) {
        Layout l = Raw.layout(out);
        Layout la = Raw.layout(a);
        Layout lb = Raw.layout(b);
        Layout lc = Raw.layout(c);
        Object p = array(a);
        Object q = array(b);
        Object r = array(c);
        Object y = array(out);
        int n = l.numel();
        int as = step(la, n);
        int bs = step(lb, n);
        int cs = step(lc, n);
        if (n < 2 * Walk.GRAIN && as >= 0 && bs >= 0 && cs >= 0 && l.isContiguous()) {
            loop.run(
                    p,
                    la.offset(),
                    as,
                    q,
                    lb.offset(),
                    bs,
                    r,
                    lc.offset(),
                    cs,
                    y,
                    l.offset(),
                    1,
                    n);
        } else {
            new Walk(l, la, lb, lc)
                    .run((at, by, m) ->
                            loop.run(
                                    p, at[1], by[1], q, at[2], by[2], r, at[3], by[3], y, at[0],
                                    by[0], m));
        }
    }

    private static void run(
            QuaternaryLoop loop, Tensor a, Tensor b, Tensor c, Tensor d, Tensor out) {
        Object p = array(a);
        Object q = array(b);
        Object r = array(c);
        Object s = array(d);
        Object y = array(out);
        new Walk(Raw.layout(out), Raw.layout(a), Raw.layout(b), Raw.layout(c), Raw.layout(d))
                .run((at, by, m) ->
                        loop.run(
                                p, at[1], by[1], q, at[2], by[2], r, at[3], by[3], s, at[4], by[4],
                                y, at[0], by[0], m));
    }

    /// The stride that runs through all `n` elements in row-major order: 1, or 0 for one repeated,
    /// or -1 if there is none.
    private static int step(Layout layout, int n) {
        int numel = layout.numel();
        return numel == n && layout.isContiguous() ? 1 : numel == 1 ? 0 : -1;
    }

    private static Object array(Tensor t) {
        return Raw.storage(t).array();
    }

    private static Tensor allocate(Layout layout, DType type) {
        return new Tensor(Storage.allocate(type, layout.numel()), layout, type);
    }

    private static Tensor fresh(Object array, DType type) {
        return new Tensor(new Storage(array), Layout.SCALAR, type);
    }
}
