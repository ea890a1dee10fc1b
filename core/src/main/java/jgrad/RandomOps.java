package jgrad;

/// Fills this tensor with random numbers of the global [Generator] and returns it. A generator of
/// one's own has the same methods: `generator.uniform_(tensor, 0, 1)`.
///
/// A leaf that requires gradients refuses while they are recorded, as for every in-place write.
public sealed interface RandomOps permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// Uniform in [0, 1). Torch: `tensor.uniform_()`.
    default Tensor uniform_() {
        return uniform_(0, 1);
    }

    /// Uniform in [from, to). Torch: `tensor.uniform_(from, to)`.
    default Tensor uniform_(double from, double to) {
        return Generator.global().uniform_(self(), from, to);
    }

    /// Standard normal. Torch: `tensor.normal_()`.
    default Tensor normal_() {
        return normal_(0, 1);
    }

    /// Normal with one mean and standard deviation. Torch: `tensor.normal_(mean, std)`.
    default Tensor normal_(double mean, double std) {
        return Generator.global().normal_(self(), mean, std);
    }

    /// 1 with probability `p`, else 0. Torch: `tensor.bernoulli_(p)`.
    default Tensor bernoulli_(double p) {
        return Generator.global().bernoulli_(self(), p);
    }

    /// 1 with the probability of each element of `p`, else 0. Torch: `tensor.bernoulli_(p)`.
    default Tensor bernoulli_(Tensor p) {
        return Generator.global().bernoulli_(self(), p);
    }

    /// Density `rate * exp(-rate * x)`. Torch: `tensor.exponential_(lambd)`.
    default Tensor exponential_(double rate) {
        return Generator.global().exponential_(self(), rate);
    }

    /// Torch: `tensor.log_normal_(mean, std)`.
    default Tensor logNormal_(double mean, double std) {
        return Generator.global().logNormal_(self(), mean, std);
    }

    /// Torch: `tensor.cauchy_(median, sigma)`.
    default Tensor cauchy_(double median, double sigma) {
        return Generator.global().cauchy_(self(), median, sigma);
    }

    /// Trials up to the first success. Torch: `tensor.geometric_(p)`.
    default Tensor geometric_(double p) {
        return Generator.global().geometric_(self(), p);
    }

    /// Any integer that the type holds, from 0 on. Torch: `tensor.random_()`.
    default Tensor random_() {
        return Generator.global().random_(self());
    }

    /// Integers from 0 to before `to`. Torch: `tensor.random_(to)`.
    default Tensor random_(long to) {
        return Generator.global().random_(self(), to);
    }

    /// Integers from `from` to before `to`. Torch: `tensor.random_(from, to)`.
    default Tensor random_(long from, long to) {
        return Generator.global().random_(self(), from, to);
    }
}
