package jgrad.kernels.loops;

/// The inner loops of softmax and log-softmax over arrays `A` of one type: over one row of
/// neighbours, or over several columns beside each other, of `rows` elements each, `stride` apart.
public interface SoftmaxLoops<A> {
    void softmax(A x, int at, A y, int to, int n);

    void logSoftmax(A x, int at, A y, int to, int n);

    /// `dx = (g - sum(g * y)) * y`
    void softmaxBackward(A g, int gAt, A y, int yAt, A dx, int to, int n);

    /// `dx = g - exp(y) * sum(g)`
    void logSoftmaxBackward(A g, int gAt, A y, int yAt, A dx, int to, int n);

    void softmax(A x, int at, A y, int to, int rows, int stride, int columns);

    void logSoftmax(A x, int at, A y, int to, int rows, int stride, int columns);

    void softmaxBackward(
            A g, int gAt, A y, int yAt, A dx, int to, int rows, int stride, int columns);

    void logSoftmaxBackward(
            A g, int gAt, A y, int yAt, A dx, int to, int rows, int stride, int columns);
}
