// Made of RunningDoubles.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Widen;

import java.util.Arrays;

/// A [RunningBlock] of longs.
final class RunningLongs extends RunningBlock {
    private final Object from;
    private final DType fromType;
    private final Object to;
    private final DType toType;
    private final long[] block = new long[SIZE];
    private final long[] state = new long[WIDTH];

    RunningLongs(Object from, DType fromType, Object to, DType toType) {
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
            Elements.toLongs(fromType, from, at, block, into, n);
        } else {
            Widen.load(from, fromType, at, stride, n, block, into);
        }
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
        Elements.fromLongs(block, first, toType, to, at, n);
    }

    @Override
    void storeRow(int n, int at) {
        Elements.fromLongs(state, 0, toType, to, at, n);
    }
}
