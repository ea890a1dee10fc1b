package jgrad.kernels.walk;

import jgrad.storage.Layout;

import java.util.Arrays;

/// The shape several operands have together, and the layout a fresh result gets.
public final class Broadcast {
    private Broadcast() {}

    public static int[] shape(int[] a, int[] b) {
        if (Arrays.equals(a, b)) {
            return a;
        }
        int n = Math.max(a.length, b.length);
        int[] shape = new int[n];
        for (int d = 0; d < n; d++) {
            int p = size(a, d, n);
            int q = size(b, d, n);
            if (p != q && p != 1 && q != 1) {
                throw new IllegalArgumentException(
                        "The size of tensor a ("
                                + p
                                + ") must match the size of tensor b ("
                                + q
                                + ") at non-singleton dimension "
                                + d);
            }
            shape[d] = p == 1 ? q : p;
        }
        return shape;
    }

    private static int size(int[] shape, int d, int n) {
        int at = d - (n - shape.length);
        return at < 0 ? 1 : shape[at];
    }

    /// The strides by which `operand` is read at the indices of `shape`: 0 where it repeats.
    static int[] strides(Layout operand, int[] shape) {
        int[] own = operand.shape();
        int[] strides = new int[shape.length];
        int missing = shape.length - own.length;
        for (int d = missing; d < shape.length; d++) {
            strides[d] = own[d - missing] == 1 ? 0 : operand.strides()[d - missing];
        }
        return strides;
    }

    /// The layout of a fresh result: that of the operands if they are dense and agree, else dense
    /// in the order in which the first operand with an opinion keeps its dimensions, which is what
    /// PyTorch gives.
    public static Layout result(int[] shape, Layout... operands) {
        Layout first = operands[0];
        boolean sameShape = true;
        boolean contiguous = true;
        boolean sameStrides = true;
        for (Layout operand : operands) {
            sameShape &= Arrays.equals(operand.shape(), shape);
            contiguous &= operand.isContiguous();
            sameStrides &= Arrays.equals(operand.strides(), first.strides());
        }
        if (sameShape && contiguous) {
            return first.toContiguous();
        }
        if (sameShape && sameStrides && first.isNonOverlappingAndDense()) {
            return first.offset() == 0 ? first : new Layout(shape, first.strides(), 0);
        }
        int[][] strides = new int[operands.length][];
        for (int k = 0; k < operands.length; k++) {
            strides[k] = strides(operands[k], shape);
        }
        int[] order = order(shape, strides);
        int[] dense = new int[shape.length];
        int stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            dense[order[i]] = stride;
            stride *= Math.max(shape[order[i]], 1);
        }
        return new Layout(shape, dense, 0);
    }

    /// The dimensions from the slowest to the fastest: by the first operand that does not repeat
    /// along either of two.
    static int[] order(int[] shape, int[][] strides) {
        int n = shape.length;
        int[] order = new int[n];
        for (int d = 0; d < n; d++) {
            order[d] = d;
        }
        for (int i = n - 2; i >= 0; i--) {
            int at = i;
            for (int j = i + 1; j < n; j++) {
                int comparison = compare(order[at], order[j], shape, strides);
                if (comparison < 0) { // the slower one already
                    break;
                }
                if (comparison > 0) {
                    int swapped = order[at];
                    order[at] = order[j];
                    order[j] = swapped;
                    at = j;
                }
            }
        }
        return order;
    }

    /// Positive if dimension `p`, which stands before `q`, should stand after it; 0 if no operand
    /// tells.
    private static int compare(int p, int q, int[] shape, int[][] strides) {
        for (int[] s : strides) {
            if (s[p] == 0 || s[q] == 0) {
                continue;
            }
            if (s[p] != s[q]) {
                return s[p] < s[q] ? 1 : -1;
            }
            if (shape[p] < shape[q]) {
                return 1;
            }
        }
        return 0;
    }
}
