package jgrad.kernels.elementwise;

import static jgrad.kernels.walk.Overlap.readable;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;
import jgrad.kernels.walk.Broadcast;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Overlap;
import jgrad.kernels.walk.Walk;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Elementwise operations on tensors: broadcasting, the result's layout, the choice of a loop.
///
/// The operands of a call have one element type, which the caller has seen to. A result is fresh;
/// it has the very layout object of an operand where it can. The `...Into` forms write to a tensor
/// that is there, which may be an operand. Single numbers come as [#scalar] tensors.
public final class Each {
    private static final int SCATTERED_ELEMENTS = 4096;
    private static final int SCATTERED_STRIDE = 16;

    private Each() {}

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
        run(Chosen.of(op, type, out.numel()), x, out);
        return out;
    }

    public static void unaryInto(Unary op, Tensor x, Tensor out) {
        checkOutput(out, x);
        run(Chosen.of(op, x.dtype(), out.numel()), readable(x, out), out);
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
        run(Chosen.of(op, type, out.numel()), a, b, out);
        return out;
    }

    public static void binaryInto(Binary op, Tensor a, Tensor b, Tensor out) {
        Layout la = Raw.layout(a);
        Layout lb = Raw.layout(b);
        Layout lo = Raw.layout(out);
        if (lo.dim() == 0 && la.dim() == 0 && lb.dim() == 0) {
            One.into(
                    op,
                    a.dtype(),
                    array(a),
                    la.offset(),
                    array(b),
                    lb.offset(),
                    array(out),
                    lo.offset());
            return;
        }
        boolean alike = lo == la && lo == lb && lo.isContiguous(); // elements meet only themselves
        if (alike) {
            run(Chosen.of(op, a.dtype(), out.numel()), a, b, out);
        } else {
            checkOutput(out, a, b);
            run(Chosen.of(op, a.dtype(), out.numel()), readable(a, out), readable(b, out), out);
        }
    }

    /// @return a bool tensor
    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor compare(Compare op, Tensor a, Tensor b) {
        assert a.dtype() == b.dtype() : a.dtype() + " " + b.dtype();
        Tensor out = allocate(layout(Raw.layout(a), Raw.layout(b)), DType.BOOL);
        run(Chosen.of(op, a.dtype(), out.numel()), a, b, out);
        return out;
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
        run(Chosen.of(op, type, out.numel()), a, b, c, out);
        return out;
    }

    public static void ternaryInto(Ternary op, Tensor a, Tensor b, Tensor c, Tensor out) {
        checkOutput(out, a, b, c);
        run(
                Chosen.of(op, a.dtype(), out.numel()),
                readable(a, out),
                readable(b, out),
                readable(c, out),
                out);
    }

    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor quaternary(Quaternary op, Tensor a, Tensor b, Tensor c, Tensor d) {
        Tensor out = allocate(layout(a, b, c, d), a.dtype());
        run(Chosen.of(op, a.dtype(), out.numel()), a, b, c, d, out);
        return out;
    }

    public static void quaternaryInto(
            Quaternary op, Tensor a, Tensor b, Tensor c, Tensor d, Tensor out) {
        checkOutput(out, a, b, c, d);
        run(
                Chosen.of(op, a.dtype(), out.numel()),
                readable(a, out),
                readable(b, out),
                readable(c, out),
                readable(d, out),
                out);
    }

    /// `a` where the bool tensor `condition` is true, else `b`.
    ///
    /// @throws IllegalArgumentException if the shapes do not broadcast
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor out = allocate(layout(condition, a, b), a.dtype());
        run(Chosen.where(a.dtype(), out.numel()), condition, a, b, out);
        return out;
    }

    public static void whereInto(Tensor condition, Tensor a, Tensor b, Tensor out) {
        checkOutput(out, condition, a, b);
        run(
                Chosen.where(a.dtype(), out.numel()),
                readable(condition, out),
                readable(a, out),
                readable(b, out),
                out);
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
    }

    private static void run(UnaryLoop loop, Tensor x, Tensor out) {
        Layout l = Raw.layout(out);
        int n = l.numel();
        int xs = step(Raw.layout(x), n);
        if (n < 2 * Walk.GRAIN && l.isContiguous() && xs >= 0) {
            loop.run(array(x), Raw.offset(x), xs, array(out), l.offset(), 1, n);
            return;
        }
        Tensor x1 = inOrder(x, l);
        Object xArray = array(x1);
        Object y = array(out);
        new Walk(l, Raw.layout(x1))
                .run((at, by, m) -> loop.run(xArray, at[1], by[1], y, at[0], by[0], m));
    }

    private static void run(BinaryLoop loop, Tensor a, Tensor b, Tensor out) {
        Layout l = Raw.layout(out);
        int n = l.numel();
        int as = step(Raw.layout(a), n);
        int bs = step(Raw.layout(b), n);
        if (n < 2 * Walk.GRAIN && l.isContiguous() && as >= 0 && bs >= 0) {
            loop.run(
                    array(a),
                    Raw.offset(a),
                    as,
                    array(b),
                    Raw.offset(b),
                    bs,
                    array(out),
                    l.offset(),
                    1,
                    n);
            return;
        }
        Tensor a1 = inOrder(a, l);
        Tensor b1 = inOrder(b, l);
        Object aArray = array(a1);
        Object bArray = array(b1);
        Object y = array(out);
        new Walk(l, Raw.layout(a1), Raw.layout(b1))
                .run((at, by, m) ->
                        loop.run(aArray, at[1], by[1], bArray, at[2], by[2], y, at[0], by[0], m));
    }

    private static void run(TernaryLoop loop, Tensor a, Tensor b, Tensor c, Tensor out) {
        Layout l = Raw.layout(out);
        int n = l.numel();
        int as = step(Raw.layout(a), n);
        int bs = step(Raw.layout(b), n);
        int cs = step(Raw.layout(c), n);
        if (n < 2 * Walk.GRAIN && l.isContiguous() && as >= 0 && bs >= 0 && cs >= 0) {
            loop.run(
                    array(a),
                    Raw.offset(a),
                    as,
                    array(b),
                    Raw.offset(b),
                    bs,
                    array(c),
                    Raw.offset(c),
                    cs,
                    array(out),
                    l.offset(),
                    1,
                    n);
            return;
        }
        Tensor a1 = inOrder(a, l);
        Tensor b1 = inOrder(b, l);
        Tensor c1 = inOrder(c, l);
        Object aArray = array(a1);
        Object bArray = array(b1);
        Object cArray = array(c1);
        Object y = array(out);
        new Walk(l, Raw.layout(a1), Raw.layout(b1), Raw.layout(c1))
                .run((at, by, m) ->
                        loop.run(
                                aArray, at[1], by[1], bArray, at[2], by[2], cArray, at[3], by[3], y,
                                at[0], by[0], m));
    }

    private static void run(
            QuaternaryLoop loop, Tensor a, Tensor b, Tensor c, Tensor d, Tensor out) {
        Layout l = Raw.layout(out);
        int n = l.numel();
        int as = step(Raw.layout(a), n);
        int bs = step(Raw.layout(b), n);
        int cs = step(Raw.layout(c), n);
        int ds = step(Raw.layout(d), n);
        if (n < 2 * Walk.GRAIN && l.isContiguous() && as >= 0 && bs >= 0 && cs >= 0 && ds >= 0) {
            loop.run(
                    array(a),
                    Raw.offset(a),
                    as,
                    array(b),
                    Raw.offset(b),
                    bs,
                    array(c),
                    Raw.offset(c),
                    cs,
                    array(d),
                    Raw.offset(d),
                    ds,
                    array(out),
                    l.offset(),
                    1,
                    n);
            return;
        }
        Tensor a1 = inOrder(a, l);
        Tensor b1 = inOrder(b, l);
        Tensor c1 = inOrder(c, l);
        Tensor d1 = inOrder(d, l);
        Object aArray = array(a1);
        Object bArray = array(b1);
        Object cArray = array(c1);
        Object dArray = array(d1);
        Object y = array(out);
        new Walk(l, Raw.layout(a1), Raw.layout(b1), Raw.layout(c1), Raw.layout(d1))
                .run((at, by, m) ->
                        loop.run(
                                aArray, at[1], by[1], bArray, at[2], by[2], cArray, at[3], by[3],
                                dArray, at[4], by[4], y, at[0], by[0], m));
    }

    /// The operand itself, or a contiguous copy if rows of the output would run through it by
    /// strides so long that each element costs a cache line: transposing block by block is several
    /// times quicker.
    private static Tensor inOrder(Tensor t, Layout out) {
        Layout layout = Raw.layout(t);
        int last = layout.dim() - 1;
        boolean scattered =
                layout.numel() >= SCATTERED_ELEMENTS
                        && out.isContiguous()
                        && Arrays.equals(layout.shape(), out.shape())
                        && layout.strides()[last] >= SCATTERED_STRIDE
                        && !layout.isContiguous();
        if (!scattered) {
            return t;
        }
        Object copy = Cast.toArray(t.dtype(), array(t), layout, t.dtype());
        return new Tensor(new Storage(copy), out.toContiguous(), t.dtype());
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
        return new Tensor(Storage.uninitialized(type, layout.numel()), layout, type);
    }

    private static Tensor fresh(Object array, DType type) {
        return new Tensor(new Storage(array), Layout.SCALAR, type);
    }
}
