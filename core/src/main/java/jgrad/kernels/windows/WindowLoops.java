package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.kernels.loops.Product;

/// The inner loops of operations on windows, over arrays `A` of one type: rows along the width.
interface WindowLoops<A> {
    WindowLoops<float[]> FLOATS = new FloatWindows();
    WindowLoops<double[]> DOUBLES = new DoubleWindows();
    WindowLoops<long[]> LONGS = new LongWindows();

    /// The loops for a type that has some: float32, float64 or int64.
    @SuppressWarnings("unchecked") // the caller has arrays of this type
    static <A> WindowLoops<A> of(DType type) {
        return (WindowLoops<A>)
                switch (type) {
                    case FLOAT32 -> FLOATS;
                    case FLOAT64 -> DOUBLES;
                    case INT64 -> LONGS;
                    default -> throw new AssertionError(type);
                };
    }

    /// At least `n` elements of undefined content, for a moment.
    A borrow(int n);

    void giveBack(A block);

    /// `c = a b`, or `c += a b`.
    void product(Product p, A a, A b, boolean add, A c);

    void fill(A to, int toAt, int n, A values, int valueAt);

    void zero(A to, int toAt, int n);

    /// `to_i = from_(i * step)`
    void gather(A from, int at, int step, A to, int toAt, int n);

    /// `to_(i * step) += from_i`
    void scatter(A from, int at, A to, int toAt, int step, int n);

    /// `to_i += from_i`
    void add(A from, int at, A to, int toAt, int n);

    /// `y_i += w_wAt * x_(i * step)`
    void addScaled(A w, int wAt, A x, int at, int step, A y, int yAt, int n);

    /// `x_(i * step) += w_wAt * g_i`
    void scatterScaled(A w, int wAt, A g, int gAt, A x, int at, int step, int n);

    /// `sum_at += sum of g_i * x_(i * step)`
    void addDot(A g, int gAt, A x, int at, int step, int n, A sum, int sumAt);

    /// `to_i /= counts_i * factor`
    void divide(A to, int toAt, int n, int[] counts, int countAt, int factor);

    /// In each of `rows` rows of `n` elements, the sum of every range.
    void sumRuns(A x, int at, int rows, int n, Ranges ranges, A to, int toAt);

    /// Adds each element of a row to all that its range covers in a row of `n`.
    void spreadRuns(A g, int at, int rows, int n, Ranges ranges, A to, int toAt);

    /// The largest element of a window (the first of several, the last NaN if there is one), and
    /// where in the plane it is.
    void max(
            A x,
            int at,
            int width,
            int height,
            Ranges d,
            int z,
            Ranges h,
            int y,
            Ranges w,
            A best,
            int to,
            long[] index);

    /// `to_index += from`
    void addAt(A from, int at, long[] index, int indexAt, int n, A to, int toAt);

    /// `to_index = from`
    void setAt(A from, int at, long[] index, int indexAt, int n, A to, int toAt);
}
