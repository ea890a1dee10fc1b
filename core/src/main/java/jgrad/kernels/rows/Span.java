package jgrad.kernels.rows;

/// A contiguous tensor seen from one of its dimensions: `[outer, n, inner]`.
public record Span(int outer, int n, int inner) {
    public static Span of(int[] shape, int dim) {
        int outer = 1;
        int inner = 1;
        for (int d = 0; d < shape.length; d++) {
            if (d < dim) {
                outer *= shape[d];
            } else if (d > dim) {
                inner *= shape[d];
            }
        }
        return new Span(outer, shape.length == 0 ? 1 : shape[dim], inner);
    }
}
