package jgrad.bench;

import jgrad.Tensor;
import jgrad.Tensors;

/// Inputs that both libraries get to the bit: an integer hash of the position, so that matrices
/// have full rank, in multiples of 2^-23, so that float32 holds them exactly.
public final class Inputs {
    private Inputs() {}

    /// Numbers of [-1, 1) that depend on the seed and the position only.
    public static float[] floats(int seed, int n) {
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (hash(seed, i) >> 8) * 0x1p-23f;
        }
        return values;
    }

    /// Numbers of [low, high).
    public static float[] between(int seed, int n, float low, float high) {
        float[] values = floats(seed, n);
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * (0.5f * values[i] + 0.5f);
        }
        return values;
    }

    /// Whole numbers of [0, classes).
    public static long[] labels(int seed, int n, int classes) {
        var labels = new long[n];
        for (int i = 0; i < n; i++) {
            labels[i] = Math.floorMod(hash(seed, i), classes);
        }
        return labels;
    }

    private static int hash(int seed, int i) {
        int h = i * 0x9E3779B9 + seed * 0x85EBCA6B;
        h = (h ^ h >>> 16) * 0x7FEB352D;
        h = (h ^ h >>> 15) * 0x846CA68B;
        return h ^ h >>> 16;
    }

    public static Tensor ours(int seed, int... shape) {
        return Tensors.fromArray(floats(seed, numel(shape)), shape);
    }

    /// Numbers of [-scale, scale).
    public static Tensor ours(float scale, int seed, int... shape) {
        return Tensors.fromArray(between(seed, numel(shape), -scale, scale), shape);
    }

    public static org.bytedeco.pytorch.Tensor theirs(int seed, int... shape) {
        return Torch.tensor(floats(seed, numel(shape)), shape);
    }

    /// Numbers of [-scale, scale).
    public static org.bytedeco.pytorch.Tensor theirs(float scale, int seed, int... shape) {
        return Torch.tensor(between(seed, numel(shape), -scale, scale), shape);
    }

    private static int numel(int[] shape) {
        int n = 1;
        for (int size : shape) {
            n *= size;
        }
        return n;
    }
}
