package jgrad.kernels.resample;

import jgrad.DType;

/// The inner loop of a linear map along one dimension, over arrays `A` of one type.
interface TapLoops<A> {
    TapLoops<float[]> FLOATS = new FloatTaps();
    TapLoops<double[]> DOUBLES = new DoubleTaps();
    TapLoops<long[]> LONGS = new LongTaps();

    /// The loops for a type that has some: float32, float64, or int64, for which weights are whole.
    @SuppressWarnings("unchecked") // the caller has arrays of this type
    static <A> TapLoops<A> of(DType type) {
        return (TapLoops<A>)
                switch (type) {
                    case FLOAT32 -> FLOATS;
                    case FLOAT64 -> DOUBLES;
                    case INT64 -> LONGS;
                    default -> throw new AssertionError(type);
                };
    }

    /// At least `n` elements of undefined content.
    A block(int n);

    /// Weights in the type of the elements.
    A weights(Taps taps);

    /// `[outer, taps.from(), inner]` to `[outer, taps.to(), inner]`.
    void apply(Taps taps, A weights, A x, int at, int outer, int inner, A y, int to);

    /// What a point reads of each of `channels` planes, written `step` apart.
    void read(A x, int at, int channels, int plane, GridPoint point, A y, int to, int step);

    /// Adds to `dx` what the gradients `g`, one for each channel, make of a point; `moved` becomes
    /// the gradient of its coordinates.
    void readBackward(
            A g,
            int gAt,
            int step,
            A x,
            int at,
            int channels,
            int plane,
            GridPoint point,
            A dx,
            int to,
            double[] moved);
}
