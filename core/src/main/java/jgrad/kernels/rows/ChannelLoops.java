package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.loops.FoldLoops;

/// The inner loops of normalization over runs of one channel, over arrays `A` of one type.
interface ChannelLoops<A> {
    ChannelLoops<float[]> FLOATS = new FloatChannels();
    ChannelLoops<double[]> DOUBLES = new DoubleChannels();

    @SuppressWarnings("unchecked") // the caller has arrays of this type
    static <A> ChannelLoops<A> of(DType type) {
        return (ChannelLoops<A>) (type == DType.FLOAT32 ? FLOATS : DOUBLES);
    }

    @SuppressWarnings("unchecked") // the caller has arrays of this type
    static <A> FoldLoops<A> folds(DType type) {
        return (FoldLoops<A>) (type == DType.FLOAT32 ? Chosen.Folds.FLOATS : Chosen.Folds.DOUBLES);
    }

    /// `y = x * scale + shift`
    void affine(A x, int at, int n, double scale, double shift, A y, int to);

    /// The sum of `g * (x - center)`.
    double dot(A g, int gAt, A x, int at, int n, double center);

    /// `y = g * a + (x * b + c)`
    void combine(A g, int gAt, A x, int at, int n, double a, double b, double c, A y, int to);
}
