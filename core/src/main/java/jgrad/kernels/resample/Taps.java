package jgrad.kernels.resample;

import java.util.Arrays;

/// A linear map along one dimension, each of whose results reads few elements: result `i` is the
/// sum of `weight[t] * x[index[t]]` for `t` from `first[i]` to `first[i + 1]`.
///
/// What resizes or pads a dimension is such a map, and its gradient is the transposed one.
///
/// @param from how many elements it reads
public record Taps(int from, int[] first, int[] index, double[] weight) {

    /// How many results there are.
    public int to() {
        return first.length - 1;
    }

    /// The map that leaves `n` elements as they are.
    public static Taps identity(int n) {
        return picks(n, n, i -> i);
    }

    /// Where a result comes from.
    interface Source {
        int of(int i);
    }

    /// `to` results, each of which is one element.
    static Taps picks(int from, int to, Source source) {
        int[] first = new int[to + 1];
        int[] index = new int[to];
        double[] weight = new double[to];
        Arrays.setAll(first, i -> i);
        Arrays.setAll(index, source::of);
        Arrays.fill(weight, 1);
        return new Taps(from, first, index, weight);
    }

    /// The map with which a gradient goes back.
    public Taps transposed() {
        int[] start = new int[from + 1];
        for (int i : index) {
            start[i + 1]++;
        }
        for (int i = 0; i < from; i++) {
            start[i + 1] += start[i];
        }
        int[] next = start.clone();
        int[] back = new int[index.length];
        double[] weights = new double[index.length];
        for (int i = 0; i < to(); i++) {
            for (int t = first[i]; t < first[i + 1]; t++) {
                int at = next[index[t]]++;
                back[at] = i;
                weights[at] = weight[t];
            }
        }
        return new Taps(to(), start, back, weights);
    }

    boolean isIdentity() {
        if (from != to() || index.length != from) {
            return false;
        }
        for (int i = 0; i < from; i++) {
            if (first[i + 1] != i + 1 || index[i] != i || weight[i] != 1) {
                return false;
            }
        }
        return true;
    }
}
