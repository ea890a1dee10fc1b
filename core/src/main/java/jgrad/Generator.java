package jgrad;

import java.util.SplittableRandom;

/// Random numbers: the Mersenne Twister MT19937, giving PyTorch's sequences on the CPU.
///
/// ```java
/// var g = new Generator(42);
/// Tensor x = g.randn(3, 4);
/// Tensor kept = g.getState();       // 5056 bytes, as PyTorch has them
/// ```
///
/// What [Tensors] and the in-place methods of tensors draw comes from [#global()]. A program that
/// never calls `manualSeed` gets other numbers in each run; `Generator.global().initialSeed()`
/// tells the seed with which to have them again.
///
/// A generator may be used from several threads: each method draws all it needs before another
/// thread's turn. Which thread is first is not determined, so runs are the same again only if each
/// thread has a generator of its own.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). Torch:
/// `torch.Generator`.
public final class Generator extends Sampling {
    /// PyTorch's seed for generators that are given none.
    private static final long DEFAULT_SEED = 67280421310721L;

    private static final int N = 624;
    private static final int M = 397;
    private static final Generator GLOBAL = new Generator(freshSeed());

    private final int[] state = new int[N];
    private int left;
    private int next;
    private long seed;
    private double pendingNormal;
    private boolean hasPending;

    /// Torch: `torch.Generator()`.
    public Generator() {
        this(DEFAULT_SEED);
    }

    public Generator(long seed) {
        restart(seed);
    }

    /// The one that functions without a generator argument draw from. Torch:
    /// `torch.default_generator`.
    public static Generator global() {
        return GLOBAL;
    }

    // Seeds

    /// Starts over. Only the low 32 bits count, as in PyTorch. Returns this generator.
    public synchronized Generator manualSeed(long newSeed) {
        restart(newSeed);
        return this;
    }

    private void restart(long newSeed) {
        seed = newSeed;
        state[0] = (int) newSeed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        left = 1;
        next = 0;
        hasPending = false;
    }

    /// Starts over from a seed that nobody can foresee, and returns it. Torch: `generator.seed()`.
    public synchronized long seed() {
        restart(freshSeed());
        return seed;
    }

    /// 53 bits, so that the seed is exact as a double too.
    private static long freshSeed() {
        return new SplittableRandom().nextLong() >>> 11;
    }

    /// The seed this generator was started with. Torch: `generator.initial_seed()`.
    public synchronized long initialSeed() {
        return seed;
    }

    // State

    /// All there is to know of the generator, as the 5056 bytes that PyTorch has: a uint8 tensor.
    ///
    /// Torch: `generator.get_state()`.
    public synchronized Tensor getState() {
        return GeneratorState.write(
                new GeneratorState(
                        seed,
                        left,
                        next,
                        state.clone(),
                        hasPending ? pendingNormal : 0,
                        hasPending));
    }

    /// Goes on as the generator did whose state this is. Returns this generator.
    ///
    /// Torch: `generator.set_state(state)`.
    ///
    /// @throws IllegalArgumentException if it is not such a state; nothing is changed then
    public synchronized Generator setState(Tensor bytes) {
        GeneratorState s = GeneratorState.read(bytes);
        seed = s.seed();
        left = s.left();
        next = s.next();
        System.arraycopy(s.words(), 0, state, 0, N);
        pendingNormal = s.pendingNormal();
        hasPending = s.hasPending();
        return this;
    }

    // Single numbers

    /// 32 random bits.
    public synchronized int nextInt() {
        return draw();
    }

    /// 64 random bits, the first draw in the high half.
    public synchronized long nextLong() {
        return drawLong();
    }

    /// Uniform in [0, 1), with 24 bits.
    public synchronized float nextFloat() {
        return drawFloat();
    }

    /// Uniform in [0, 1), with 53 bits.
    public synchronized double nextDouble() {
        return drawDouble();
    }

    /// Standard normal, by Box and Muller's method; every second call uses up what the one before
    /// it left.
    public synchronized double nextNormal() {
        return drawNormal();
    }

    // For those that hold the lock

    @Override
    int draw() {
        if (--left == 0) {
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
        left = N;
        next = 0;
    }

    @Override
    double drawNormal() {
        if (hasPending) {
            hasPending = false;
            return pendingNormal;
        }
        double u1 = drawDouble();
        double u2 = drawDouble();
        double r = Math.sqrt(-2 * Math.log1p(-u2));
        double theta = 2 * Math.PI * u1;
        pendingNormal = r * Math.sin(theta);
        hasPending = true;
        return r * Math.cos(theta);
    }
}
