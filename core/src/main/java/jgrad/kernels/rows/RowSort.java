package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.kernels.walk.Elements;

import java.util.Arrays;

/// Sorts one row after the other, by keys that are integers in the order of the elements.
///
/// A key of 32 bits and its position fit one long, and sorting longs is then stable and fast. Keys
/// of 64 bits are merged, together with their positions.
abstract class RowSort {
    final DType type;
    final boolean descending;
    final long[] keys;

    private RowSort(DType type, int n, boolean descending) {
        this.type = type;
        this.descending = descending;
        this.keys = new long[n];
    }

    static RowSort of(DType type, int n, boolean descending) {
        return switch (type) {
            case FLOAT64, INT64 -> new Merge(type, n, descending);
            default -> new Packed(type, n, descending);
        };
    }

    /// Fills `order` with the positions of the elements that come first.
    abstract void first(Object array, int at, int stride, int[] order);

    private static final class Packed extends RowSort {
        Packed(DType type, int n, boolean descending) {
            super(type, n, descending);
        }

        @Override
        void first(Object array, int at, int stride, int[] order) {
            for (int i = 0; i < keys.length; i++) {
                int key = key(array, at + i * stride);
                keys[i] = (long) (descending ? ~key : key) << 32 | i;
            }
            int k = order.length;
            if (k <= keys.length / 8) {
                leastToFront(k);
                Arrays.sort(keys, 0, k);
            } else {
                Arrays.sort(keys);
            }
            for (int i = 0; i < k; i++) {
                order[i] = (int) keys[i];
            }
        }

        /// Brings the `k` least keys to the front: there they are a heap whose root is the
        /// greatest, and gives way.
        private void leastToFront(int k) {
            if (k == 0) {
                return;
            }
            for (int i = k / 2 - 1; i >= 0; i--) {
                siftDown(keys[i], i, k);
            }
            for (int i = k; i < keys.length; i++) {
                if (keys[i] < keys[0]) {
                    siftDown(keys[i], 0, k);
                }
            }
        }

        private void siftDown(long key, int root, int k) {
            int at = root;
            while (true) {
                int child = 2 * at + 1;
                if (child >= k) {
                    break;
                }
                if (child + 1 < k && keys[child + 1] > keys[child]) {
                    child++;
                }
                if (keys[child] <= key) {
                    break;
                }
                keys[at] = keys[child];
                at = child;
            }
            keys[at] = key;
        }

        private int key(Object array, int at) {
            if (!type.isFloating()) {
                return (int) Elements.asLong(type, array, at);
            }
            float value =
                    type == DType.FLOAT32
                            ? ((float[]) array)[at]
                            : (float) Elements.asDouble(type, array, at);
            int bits =
                    Float.floatToIntBits(
                            value + 0.0f); // -0 becomes 0, every NaN the same positive one
            return bits ^ bits >> 31 & 0x7fffffff;
        }
    }

    private static final class Merge extends RowSort {
        private static final int RUN = 16;

        private final long[] otherKeys;
        private final int[] positions;
        private final int[] otherPositions;

        Merge(DType type, int n, boolean descending) {
            super(type, n, descending);
            otherKeys = new long[n];
            positions = new int[n];
            otherPositions = new int[n];
        }

        @Override
        void first(Object array, int at, int stride, int[] order) {
            int n = keys.length;
            for (int i = 0; i < n; i++) {
                long key = key(array, at + i * stride);
                keys[i] = descending ? ~key : key;
                positions[i] = i;
            }
            for (int from = 0; from < n; from += RUN) {
                insertionSort(from, Math.min(n, from + RUN));
            }
            long[] k = keys;
            long[] otherK = otherKeys;
            int[] p = positions;
            int[] otherP = otherPositions;
            for (long width = RUN; width < n; width *= 2) {
                for (long from = 0; from < n; from += 2 * width) {
                    int middle = (int) Math.min(n, from + width);
                    merge(
                            k,
                            p,
                            (int) from,
                            middle,
                            (int) Math.min(n, from + 2 * width),
                            otherK,
                            otherP);
                }
                long[] swappedK = k;
                k = otherK;
                otherK = swappedK;
                int[] swappedP = p;
                p = otherP;
                otherP = swappedP;
            }
            System.arraycopy(p, 0, order, 0, order.length);
        }

        private long key(Object array, int at) {
            if (type == DType.INT64) {
                return ((long[]) array)[at];
            }
            long bits = Double.doubleToLongBits(((double[]) array)[at] + 0.0);
            return bits ^ bits >> 63 & Long.MAX_VALUE;
        }

        private void insertionSort(int from, int to) {
            for (int i = from + 1; i < to; i++) {
                long key = keys[i];
                int position = positions[i];
                int j = i;
                for (; j > from && keys[j - 1] > key; j--) {
                    keys[j] = keys[j - 1];
                    positions[j] = positions[j - 1];
                }
                keys[j] = key;
                positions[j] = position;
            }
        }

        private static void merge(
                long[] k, int[] p, int from, int middle, int to, long[] intoK, int[] intoP) {
            int a = from;
            int b = middle;
            for (int i = from; i < to; i++) {
                boolean left = b == to || a < middle && k[a] <= k[b];
                int take = left ? a++ : b++;
                intoK[i] = k[take];
                intoP[i] = p[take];
            }
        }
    }
}
