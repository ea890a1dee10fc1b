package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Copies;
import jgrad.storage.Raw;

import java.util.stream.IntStream;

/// Tensors of random numbers, drawn as PyTorch draws them; made of the numbers a [Generator] gives.
///
/// The in-place methods fill in the order of memory. They refuse, as every in-place write does, a
/// leaf that requires gradients while they are recorded.
public abstract sealed class Sampling permits Generator {
    Sampling() {}

    abstract int draw();

    abstract double drawNormal();

    final long drawLong() {
        long high = draw();
        return high << 32 | draw() & 0xffffffffL;
    }

    final float drawFloat() {
        return (draw() & 0xffffff) * 0x1p-24f;
    }

    final double drawDouble() {
        return (drawLong() & (1L << 53) - 1) * 0x1p-53;
    }

    // New tensors

    /// Uniform in [0, 1). Torch: `torch.rand`.
    public final Tensor rand(int... shape) {
        return rand(shape, DType.defaultType());
    }

    public final Tensor rand(int[] shape, DType type) {
        return uniform_(Tensors.zeros(shape, type), 0, 1);
    }

    /// Standard normal. Torch: `torch.randn`.
    public final Tensor randn(int... shape) {
        return randn(shape, DType.defaultType());
    }

    public final Tensor randn(int[] shape, DType type) {
        return normal_(Tensors.zeros(shape, type), 0, 1);
    }

    /// Uniform in [0, 1), in shape and type of `t`. Torch: `torch.rand_like`.
    public final Tensor randLike(Tensor t) {
        return uniform_(Tensors.emptyLike(t), 0, 1);
    }

    /// Standard normal, in shape and type of `t`. Torch: `torch.randn_like`.
    public final Tensor randnLike(Tensor t) {
        return normal_(Tensors.emptyLike(t), 0, 1);
    }

    /// Integers from `low` to before `high`, int64. Torch: `torch.randint`.
    ///
    /// @throws IllegalArgumentException if there is none
    public final Tensor randint(long low, long high, int... shape) {
        return randint(low, high, shape, DType.INT64);
    }

    public final Tensor randint(long low, long high, int[] shape, DType type) {
        return random_(Tensors.zeros(shape, type), low, high);
    }

    /// A random order of 0 to n - 1, int64. Torch: `torch.randperm`.
    public final synchronized Tensor randperm(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n must be non-negative, got " + n);
        }
        long[] order = java.util.stream.LongStream.range(0, n).toArray();
        for (int i = 0; i < n - 1; i++) {
            int j = i + Integer.remainderUnsigned(draw(), n - i);
            long t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        return Tensors.fromArray(order);
    }

    public final Tensor randperm(int n, DType type) {
        return randperm(n).to(type);
    }

    /// 1 with the probability that each element says, else 0. Torch: `torch.bernoulli`.
    ///
    /// @throws IllegalArgumentException if an element is not from 0 to 1
    public final Tensor bernoulli(Tensor p) {
        return bernoulli_(Tensors.emptyLike(p), p);
    }

    /// Normal with these means. Torch: `torch.normal(mean, std)`.
    public final Tensor normal(Tensor mean, double std) {
        return normal_(Tensors.emptyLike(mean.detach()), 0, std).add_(mean);
    }

    /// Normal with these standard deviations.
    public final Tensor normal(double mean, Tensor std) {
        return normal_(Tensors.emptyLike(std.detach()), 0, 1).mul_(std).add_(mean);
    }

    /// Normal with these means and standard deviations.
    public final Tensor normal(Tensor mean, Tensor std) {
        return normal_(Tensors.emptyLike(mean.detach().add(std)), 0, 1).mul_(std).add_(mean);
    }

    /// Indices of columns, drawn with the weights in each row. Torch: `torch.multinomial`.
    ///
    /// @param weights `[n]` or `[rows, n]`, not negative; they need not sum to 1
    /// @return int64, `[count]` or `[rows, count]`
    /// @throws IllegalArgumentException if a weight is negative, infinite or NaN, all of a row are
    ///   zero, or there are fewer columns than samples without replacement
    public final Tensor multinomial(Tensor weights, int count, boolean replacement) {
        return Multinomial.sample(this, weights, count, replacement);
    }

    // In place

    /// Uniform from [from, to). Torch: `tensor.uniform_(from, to)`.
    public final Tensor uniform_(Tensor t, double from, double to) {
        checkFloating(t, "uniform_");
        if (!(from <= to)) {
            throw new IllegalArgumentException(
                    "uniform_ expects to return a [from, to) range, but found from="
                            + from
                            + " > to="
                            + to);
        }
        int n = t.numel();
        if (t.dtype() == DType.FLOAT64) {
            var out = new double[n];
            synchronized (this) {
                for (int i = 0; i < n; i++) {
                    out[i] = Math.fma(drawDouble(), to - from, from);
                }
            }
            return fill(t, Tensors.fromArray(out));
        }
        var out = new float[n];
        float low = (float) from;
        float range = (float) to - low;
        synchronized (this) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.fma(drawFloat(), range, low);
            }
        }
        Tensor values = Tensors.fromArray(out);
        if (t.dtype() != DType.FLOAT32) {
            // Rounding may reach the upper bound, which is not in the range.
            values = values.to(t.dtype()).to(DType.FLOAT32);
            values.maskedFill_(values.ge(to), from);
        }
        return fill(t, values);
    }

    /// Normal with one mean and standard deviation. Torch: `tensor.normal_(mean, std)`.
    ///
    /// From 16 elements on in blocks of 8 pairs, below one by one, as PyTorch does.
    ///
    /// @throws IllegalArgumentException if `std` is negative
    public final Tensor normal_(Tensor t, double mean, double std) {
        checkFloating(t, "normal_");
        if (!(std >= 0)) {
            throw new IllegalArgumentException("normal expects std >= 0.0, but found std " + std);
        }
        boolean blocks = t.numel() >= 16 && t.isContiguous();
        synchronized (this) {
            return fill(t, blocks ? NormalBlocks.draw(this, t, mean, std) : oneByOne(t, mean, std));
        }
    }

    private Tensor oneByOne(Tensor t, double mean, double std) {
        return doubles(t, () -> drawNormal() * std + mean);
    }

    /// 1 with probability `p`, else 0, in a tensor of any type. Torch: `tensor.bernoulli_(p)`.
    ///
    /// @throws IllegalArgumentException if `p` is not from 0 to 1
    public final Tensor bernoulli_(Tensor t, double p) {
        checkProbability(p);
        return fill(t, doubles(t, () -> drawDouble() < p ? 1 : 0));
    }

    /// As [#bernoulli_(Tensor, double)], with a probability for each element.
    public final Tensor bernoulli_(Tensor t, Tensor p) {
        double[] chances = p.detach().expand(t.shape().sizes()).toDoubleArray();
        for (double chance : chances) {
            checkProbability(chance);
        }
        boolean single = p.dtype() != DType.FLOAT64;
        synchronized (this) {
            for (int i = 0; i < chances.length; i++) {
                chances[i] = (single ? drawFloat() : drawDouble()) < chances[i] ? 1 : 0;
            }
        }
        Tensor values = Tensors.fromArray(chances).reshape(t.shape().sizes());
        return Ops.applyInPlace(Copies.Copy.OP, t, values);
    }

    private static void checkProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "bernoulli_ expects p to be in [0, 1], but got p=" + p);
        }
    }

    /// Density `rate * exp(-rate * x)`. Torch: `tensor.exponential_(lambd)`.
    public final Tensor exponential_(Tensor t, double rate) {
        checkFloating(t, "exponential_");
        if (!(rate > 0)) {
            throw new IllegalArgumentException(
                    "exponential_ expects lambda > 0.0, but found lambda=" + rate);
        }
        return fill(t, doubles(t, () -> -1 / rate * Math.log1p(-drawDouble())));
    }

    /// `exp` of a normal number. Torch: `tensor.log_normal_(mean, std)`.
    public final Tensor logNormal_(Tensor t, double mean, double std) {
        checkFloating(t, "log_normal_");
        if (!(std > 0)) {
            throw new IllegalArgumentException(
                    "log_normal_ expects std > 0.0, but found std=" + std);
        }
        return fill(t, doubles(t, () -> Math.exp(drawNormal() * std + mean)));
    }

    /// Torch: `tensor.cauchy_(median, sigma)`.
    public final Tensor cauchy_(Tensor t, double median, double sigma) {
        checkFloating(t, "cauchy_");
        if (!(sigma > 0)) {
            throw new IllegalArgumentException(
                    "cauchy_ expects sigma > 0.0, but found sigma=" + sigma);
        }
        return fill(t, doubles(t, () -> median + sigma * Math.tan(Math.PI * (drawDouble() - 0.5))));
    }

    /// Trials up to the first success: 1, 2, ... Torch: `tensor.geometric_(p)`.
    public final Tensor geometric_(Tensor t, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "geometric_ expects p to be in (0, 1), but got p=" + p);
        }
        return fill(t, doubles(t, () -> Math.ceil(Math.log(drawDouble()) / Math.log(1 - p))));
    }

    /// Integers from `from` to before `to`, in a tensor of any type. Torch: `tensor.random_(from,
    /// to)`.
    ///
    /// @throws IllegalArgumentException if there is none
    public final Tensor random_(Tensor t, long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException(
                    "random_ expects 'from' to be less than 'to', but got from="
                            + from
                            + " >= to="
                            + to);
        }
        long range = to - from; // unsigned: it may not fit a long
        boolean wide = Long.compareUnsigned(range, 1L << 28) >= 0;
        return fill(
                t,
                longs(
                        t,
                        () -> {
                            long bits = wide ? drawLong() : draw() & 0xffffffffL;
                            return from + Long.remainderUnsigned(bits, range);
                        }));
    }

    /// Integers from 0 to before `to`.
    public final Tensor random_(Tensor t, long to) {
        return random_(t, 0, to);
    }

    /// Any integer that the type holds, from 0 on. Torch: `tensor.random_()`.
    public final Tensor random_(Tensor t) {
        return fill(
                t,
                switch (t.dtype()) {
                    case INT64 -> longs(t, () -> drawLong() & Long.MAX_VALUE);
                    case INT32 -> longs(t, () -> draw() & 0x7fffffff);
                    case INT16 -> longs(t, () -> draw() & 0x7fff);
                    case INT8 -> longs(t, () -> draw() & 0x7f);
                    case UINT8 -> longs(t, () -> draw() & 0xff);
                    case BOOL -> longs(t, () -> draw() & 1);
                    case FLOAT64 ->
                            longs(t, () -> Long.remainderUnsigned(drawLong(), (1L << 53) + 1));
                    case FLOAT32 -> longs(t, () -> (draw() & 0xffffffffL) % ((1L << 24) + 1));
                    case FLOAT16 -> longs(t, () -> (draw() & 0xffffffffL) % ((1L << 11) + 1));
                    case BFLOAT16 -> longs(t, () -> (draw() & 0xffffffffL) % ((1L << 8) + 1));
                });
    }

    // How they are filled

    private synchronized Tensor doubles(Tensor t, java.util.function.DoubleSupplier each) {
        var out = new double[t.numel()];
        for (int i = 0; i < out.length; i++) {
            out[i] = each.getAsDouble();
        }
        return Tensors.fromArray(out);
    }

    private synchronized Tensor longs(Tensor t, java.util.function.LongSupplier each) {
        var out = new long[t.numel()];
        for (int i = 0; i < out.length; i++) {
            out[i] = each.getAsLong();
        }
        return Tensors.fromArray(out);
    }

    private static void checkFloating(Tensor t, String call) {
        if (!t.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    call + " fills floating-point tensors, but this one is " + t.dtype());
        }
    }

    /// Writes values to the elements in the order in which they lie in memory.
    private static Tensor fill(Tensor t, Tensor values) {
        int[] shape = t.shape().sizes();
        if (t.isContiguous()) {
            return Ops.applyInPlace(Copies.Copy.OP, t, values.reshape(shape));
        }
        int[] strides = Raw.strides(t);
        int[] byStride =
                IntStream.range(0, shape.length)
                        .boxed()
                        .sorted((a, b) -> strides[b] - strides[a])
                        .mapToInt(i -> i)
                        .toArray();
        var inMemory = new int[shape.length];
        var back = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            inMemory[i] = shape[byStride[i]];
            back[byStride[i]] = i;
        }
        return Ops.applyInPlace(Copies.Copy.OP, t, values.reshape(inMemory).permute(back));
    }
}
