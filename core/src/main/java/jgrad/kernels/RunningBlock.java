package jgrad.kernels;

import jgrad.DType;

import java.util.Arrays;

/// Elements of a scan on their way through the first-level cache: read as doubles or longs,
/// replaced by their running results, rounded and written. What each lane has come to is kept from
/// one filling to the next.
abstract sealed class RunningBlock {
    /// Elements of a filling.
    static final int SIZE = 1024;

    /// Lanes that run together: an addition takes as long as the others of three or four lanes.
    static final int LANES = 4;

    /// The longest part of one lane in a filling of several.
    static final int ROW = SIZE / LANES;

    /// The most lanes.
    static final int WIDTH = 512;

    static RunningBlock of(Object from, DType fromType, Object to, DType toType) {
        return toType.isFloating()
                ? new Doubles(from, fromType, to, toType)
                : new Longs(from, fromType, (long[]) to);
    }

    /// Makes the first lanes forget what came before.
    abstract void start(int lanes, boolean product);

    /// Fills the block from `to` on with `n` elements.
    abstract void load(int at, int stride, int n, int to);

    /// Runs through [#LANES] lanes, `apart` from each other: `n` elements each, `step` after
    /// another.
    abstract void runLanes(int lane, int first, int step, int apart, int n, boolean product);

    /// Runs through one lane.
    abstract void runLane(int lane, int first, int step, int n, boolean product);

    /// Takes the first elements of the block as one further element of `n` lanes.
    abstract void runRow(int n, boolean product);

    /// Writes `n` elements of the block.
    abstract void store(int from, int n, int at);

    /// Writes what the first lanes have come to.
    abstract void storeRow(int n, int at);

    private static final class Doubles extends RunningBlock {
        private final Object from;
        private final DType fromType;
        private final Object to;
        private final DType toType;
        private final double[] block = new double[SIZE];
        private final double[] state = new double[WIDTH];

        Doubles(Object from, DType fromType, Object to, DType toType) {
            this.from = from;
            this.fromType = fromType;
            this.to = to;
            this.toType = toType;
        }

        // as in PyTorch the sum starts from 0, so that that of -0 is 0
        @Override
        void start(int lanes, boolean product) {
            Arrays.fill(state, 0, lanes, product ? 1 : 0);
        }

        @Override
        void load(int at, int stride, int n, int into) {
            if (stride == 1) {
                Elements.toDoubles(fromType, from, at, block, into, n);
            } else {
                Widen.load(from, fromType, at, stride, n, block, into);
            }
        }

        @Override
        void runLanes(int lane, int first, int step, int apart, int n, boolean product) {
            double[] x = block;
            double a = state[lane];
            double b = state[lane + 1];
            double c = state[lane + 2];
            double d = state[lane + 3];
            int i = first;
            for (int k = 0; k < n; k++) {
                int j = i + apart;
                int l = j + apart;
                int m = l + apart;
                a = product ? a * x[i] : a + x[i];
                b = product ? b * x[j] : b + x[j];
                c = product ? c * x[l] : c + x[l];
                d = product ? d * x[m] : d + x[m];
                x[i] = a;
                x[j] = b;
                x[l] = c;
                x[m] = d;
                i += step;
            }
            state[lane] = a;
            state[lane + 1] = b;
            state[lane + 2] = c;
            state[lane + 3] = d;
        }

        @Override
        void runLane(int lane, int first, int step, int n, boolean product) {
            double a = state[lane];
            int i = first;
            for (int k = 0; k < n; k++) {
                a = product ? a * block[i] : a + block[i];
                block[i] = a;
                i += step;
            }
            state[lane] = a;
        }

        @Override
        void runRow(int n, boolean product) {
            double[] s = state;
            double[] x = block;
            for (int i = 0; i < n; i++) {
                s[i] = product ? s[i] * x[i] : s[i] + x[i];
            }
        }

        @Override
        void store(int first, int n, int at) {
            Elements.fromDoubles(block, first, toType, to, at, n);
        }

        @Override
        void storeRow(int n, int at) {
            Elements.fromDoubles(state, 0, toType, to, at, n);
        }
    }

    private static final class Longs extends RunningBlock {
        private final Object from;
        private final DType fromType;
        private final long[] to;
        private final long[] block = new long[SIZE];
        private final long[] state = new long[WIDTH];

        Longs(Object from, DType fromType, long[] to) {
            this.from = from;
            this.fromType = fromType;
            this.to = to;
        }

        @Override
        void start(int lanes, boolean product) {
            Arrays.fill(state, 0, lanes, product ? 1 : 0);
        }

        @Override
        void load(int at, int stride, int n, int into) {
            Widen.load(from, fromType, at, stride, n, block, into);
        }

        @Override
        void runLanes(int lane, int first, int step, int apart, int n, boolean product) {
            long[] x = block;
            long a = state[lane];
            long b = state[lane + 1];
            long c = state[lane + 2];
            long d = state[lane + 3];
            int i = first;
            for (int k = 0; k < n; k++) {
                int j = i + apart;
                int l = j + apart;
                int m = l + apart;
                a = product ? a * x[i] : a + x[i];
                b = product ? b * x[j] : b + x[j];
                c = product ? c * x[l] : c + x[l];
                d = product ? d * x[m] : d + x[m];
                x[i] = a;
                x[j] = b;
                x[l] = c;
                x[m] = d;
                i += step;
            }
            state[lane] = a;
            state[lane + 1] = b;
            state[lane + 2] = c;
            state[lane + 3] = d;
        }

        @Override
        void runLane(int lane, int first, int step, int n, boolean product) {
            long a = state[lane];
            int i = first;
            for (int k = 0; k < n; k++) {
                a = product ? a * block[i] : a + block[i];
                block[i] = a;
                i += step;
            }
            state[lane] = a;
        }

        @Override
        void runRow(int n, boolean product) {
            long[] s = state;
            long[] x = block;
            for (int i = 0; i < n; i++) {
                s[i] = product ? s[i] * x[i] : s[i] + x[i];
            }
        }

        @Override
        void store(int first, int n, int at) {
            System.arraycopy(block, first, to, at, n);
        }

        @Override
        void storeRow(int n, int at) {
            System.arraycopy(state, 0, to, at, n);
        }
    }
}
