package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.walk.Widen;

import java.util.Arrays;

/// A search for the greatest or least element and its position. Each output is searched in one go,
/// never in parts.
abstract class ExtremeFold extends Fold {
    final int[] index;
    final boolean largest;
    final Object array;
    final DType type;

    private ExtremeFold(Object array, DType type, int outputs, boolean largest) {
        this.index = new int[outputs];
        this.largest = largest;
        this.array = array;
        this.type = type;
    }

    @Override
    void merge(int to, int from) {
        throw new AssertionError("a position is not to be merged");
    }

    static final class OfDoubles extends ExtremeFold {
        final double[] best;

        OfDoubles(Object array, DType type, int outputs, boolean largest) {
            super(array, type, outputs, largest);
            best = new double[outputs];
            Arrays.fill(best, largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }

        @Override
        void row(int at, int stride, int n, int output, int to, Scratch scratch) {
            if (stride == 1 && type == DType.FLOAT32) {
                float[] x = (float[]) array;
                index[to] = Chosen.Extremes.FLOATS.first(x, at, n, largest);
                best[to] = x[at + index[to]];
            } else if (stride == 1 && type == DType.FLOAT64) {
                double[] x = (double[]) array;
                index[to] = Chosen.Extremes.DOUBLES.first(x, at, n, largest);
                best[to] = x[at + index[to]];
            } else {
                double[] buffer = scratch.doubles();
                for (int i = 0; i < n; i += BLOCK) {
                    int count = Math.min(BLOCK, n - i);
                    Widen.load(array, type, at + i * stride, stride, count, buffer, 0);
                    int k = Chosen.Extremes.DOUBLES.first(buffer, 0, count, largest);
                    double v = buffer[k];
                    if (!Double.isNaN(best[to])
                            && (largest ? !(v <= best[to]) : !(v >= best[to]))) {
                        best[to] = v;
                        index[to] = i + k;
                    }
                }
            }
        }

        @Override
        void panel(
                int at,
                int rowStride,
                int rows,
                int columnStride,
                int columns,
                int output,
                int to,
                Scratch scratch) {
            if (columnStride == 1 && type == DType.FLOAT32) {
                Chosen.Extremes.FLOATS.first(
                        (float[]) array, at, rowStride, rows, columns, 0, best, index, to, largest);
            } else if (columnStride == 1 && type == DType.FLOAT64) {
                Chosen.Extremes.DOUBLES.first(
                        (double[]) array,
                        at,
                        rowStride,
                        rows,
                        columns,
                        0,
                        best,
                        index,
                        to,
                        largest);
            } else {
                double[] buffer = scratch.doubles();
                for (int r = 0; r < rows; r++) {
                    Widen.load(array, type, at + r * rowStride, columnStride, columns, buffer, 0);
                    Chosen.Extremes.DOUBLES.first(
                            buffer, 0, 0, 1, columns, r, best, index, to, largest);
                }
            }
        }
    }

    static final class OfLongs extends ExtremeFold {
        final long[] best;

        OfLongs(Object array, DType type, int outputs, boolean largest) {
            super(array, type, outputs, largest);
            best = new long[outputs];
            Arrays.fill(best, largest ? Long.MIN_VALUE : Long.MAX_VALUE);
        }

        @Override
        void row(int at, int stride, int n, int output, int to, Scratch scratch) {
            long[] buffer = scratch.longs();
            for (int i = 0; i < n; i += BLOCK) {
                int count = Math.min(BLOCK, n - i);
                Widen.load(array, type, at + i * stride, stride, count, buffer, 0);
                for (int k = 0; k < count; k++) {
                    offer(to, buffer[k], i + k);
                }
            }
        }

        @Override
        void panel(
                int at,
                int rowStride,
                int rows,
                int columnStride,
                int columns,
                int output,
                int to,
                Scratch scratch) {
            long[] buffer = scratch.longs();
            for (int r = 0; r < rows; r++) {
                Widen.load(array, type, at + r * rowStride, columnStride, columns, buffer, 0);
                for (int j = 0; j < columns; j++) {
                    offer(to + j, buffer[j], r);
                }
            }
        }

        private void offer(int to, long value, int at) {
            if (largest ? value > best[to] : value < best[to]) {
                best[to] = value;
                index[to] = at;
            }
        }
    }
}
