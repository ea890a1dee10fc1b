package jgrad;

import jgrad.engine.Ops;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Random numbers: the Mersenne Twister MT19937, giving PyTorch's sequences on the CPU.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). Not for use by
/// several threads at once. Torch: `torch.Generator`.
public final class Generator {
    private static final int N = 624;
    private static final int M = 397;
    private static final Generator GLOBAL = new Generator(5489);

    private final int[] state = new int[N];
    private int next = N;
    private long seed;
    private double pendingNormal;
    private boolean hasPending;

    public Generator(long seed) {
        manualSeed(seed);
    }

    /// The one that functions without a generator argument draw from. Torch:
    /// `torch.default_generator`.
    public static Generator global() {
        return GLOBAL;
    }

    /// Starts over. Only the low 32 bits count, as in PyTorch. Returns this generator.
    public Generator manualSeed(long newSeed) {
        seed = newSeed;
        state[0] = (int) newSeed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        next = N;
        hasPending = false;
        return this;
    }

    /// The seed this generator was started with.
    public long initialSeed() {
        return seed;
    }

    /// 32 random bits.
    public int nextInt() {
        if (next == N) {
            regenerate();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void regenerate() {
        for (int i = 0; i < N; i++) {
            int y = state[i] & 0x80000000 | state[(i + 1) % N] & 0x7fffffff;
            state[i] = state[(i + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    /// 64 random bits, the first draw in the high half.
    public long nextLong() {
        long high = nextInt();
        return high << 32 | nextInt() & 0xffffffffL;
    }

    /// Uniform in [0, 1), with 24 bits.
    public float nextFloat() {
        return (nextInt() & 0xffffff) * 0x1p-24f;
    }

    /// Uniform in [0, 1), with 53 bits.
    public double nextDouble() {
        return (nextLong() & (1L << 53) - 1) * 0x1p-53;
    }

    /// Standard normal, by Box and Muller's method; every second call uses up what the one before
    /// it left.
    public double nextNormal() {
        if (hasPending) {
            hasPending = false;
            return pendingNormal;
        }
        double u1 = nextDouble();
        double u2 = nextDouble();
        double r = Math.sqrt(-2 * Math.log1p(-u2));
        double theta = 2 * Math.PI * u1;
        pendingNormal = r * Math.sin(theta);
        hasPending = true;
        return r * Math.cos(theta);
    }

    /// Fills a floating tensor uniformly from [from, to). Returns it.
    ///
    /// Torch: `tensor.uniform_(from, to)`.
    public Tensor uniform_(Tensor t, double from, double to) {
        Tensor dense = contiguous(t, "uniform_");
        int n = dense.numel();
        if (t.dtype() == DType.FLOAT32) {
            float[] out = Raw.floats(dense);
            float low = (float) from;
            float range = (float) to - low;
            for (int i = 0; i < n; i++) {
                out[i] = Math.fma(nextFloat(), range, low);
            }
        } else {
            double[] out = Raw.doubles(dense);
            for (int i = 0; i < n; i++) {
                out[i] = Math.fma(nextDouble(), to - from, from);
            }
        }
        return filled(t, dense);
    }

    /// Fills a floating tensor from a normal distribution. Returns it.
    ///
    /// From 16 elements on in blocks of 8 pairs, below one by one, as PyTorch does. Torch:
    /// `tensor.normal_(mean, std)`.
    public Tensor normal_(Tensor t, double mean, double std) {
        Tensor dense = contiguous(t, "normal_");
        int n = dense.numel();
        var values = new double[n];
        if (n < 16 || !t.isContiguous()) {
            for (int i = 0; i < n; i++) {
                values[i] = nextNormal();
            }
        } else {
            boolean single = t.dtype() == DType.FLOAT32;
            for (int i = 0; i < n; i++) {
                values[i] = uniform(single);
            }
            for (int i = 0; i + 16 <= n; i += 16) {
                boxMuller(values, i);
            }
            if (n % 16 != 0) {
                for (int i = n - 16; i < n; i++) {
                    values[i] = uniform(single);
                }
                boxMuller(values, n - 16);
            }
        }
        for (int i = 0; i < n; i++) {
            double value = values[i] * std + mean;
            if (t.dtype() == DType.FLOAT32) {
                Raw.floats(dense)[i] = (float) value;
            } else {
                Raw.doubles(dense)[i] = value;
            }
        }
        return filled(t, dense);
    }

    private double uniform(boolean single) {
        return single ? nextFloat() : nextDouble();
    }

    private static void boxMuller(double[] x, int at) {
        for (int j = at; j < at + 8; j++) {
            double r = Math.sqrt(-2 * Math.log(1 - x[j]));
            double theta = 2 * Math.PI * x[j + 8];
            x[j] = r * Math.cos(theta);
            x[j + 8] = r * Math.sin(theta);
        }
    }

    /// A random order of 0 to n - 1, int64. Torch: `torch.randperm(n)`.
    public Tensor randperm(int n) {
        var order = new long[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = 0; i < n - 1; i++) {
            int j = i + Integer.remainderUnsigned(nextInt(), n - i);
            long t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        return Tensors.fromArray(order);
    }

    private static Tensor contiguous(Tensor t, String call) {
        if (t.dtype() != DType.FLOAT32 && t.dtype() != DType.FLOAT64) {
            throw new IllegalArgumentException(
                    call + " fills float32 and float64 tensors, but this one is " + t.dtype());
        }
        return new Tensor(
                Storage.allocate(t.dtype(), t.numel()),
                jgrad.storage.Layout.contiguous(Raw.shape(t)),
                t.dtype());
    }

    private static Tensor filled(Tensor t, Tensor values) {
        return Ops.applyInPlace(jgrad.ops.Copies.Copy.OP, t, values);
    }
}
