package jgrad.kernels.places;

import jgrad.DType;
import jgrad.kernels.fold.FoldPlan;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Elements;

/// Moves elements of any type to and from given positions.
public final class Picks {
    private Picks() {}

    /// Fills the array `dst` from its beginning with the runs of `src` that begin at the given
    /// positions.
    public static void take(Object src, Positions from, Object dst) {
        int[] at = from.at();
        int run = from.run();
        int grain = Math.max(1, FoldPlan.GRAIN / Math.max(1, run));
        Parallel.forRange(at.length, grain, (lo, hi) -> take(src, at, run, dst, lo, hi));
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // both arrays hold the same element type
    private static void take(Object src, int[] at, int run, Object dst, int lo, int hi) {
        if (run > 1) {
            for (int i = lo; i < hi; i++) {
                System.arraycopy(src, at[i], dst, i * run, run);
            }
            return;
        }
        switch (dst) {
            case float[] d -> {
                float[] s = (float[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            case double[] d -> {
                double[] s = (double[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            case long[] d -> {
                long[] s = (long[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            case int[] d -> {
                int[] s = (int[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            case short[] d -> {
                short[] s = (short[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            case byte[] d -> {
                byte[] s = (byte[]) src;
                for (int i = lo; i < hi; i++) {
                    d[i] = s[at[i]];
                }
            }
            default -> throw new AssertionError(dst);
        }
    }

    /// Writes the runs that lie one after the other in `src`, from `srcAt` on, to the given
    /// positions, in order: where positions repeat, the last one stays.
    @SuppressWarnings("SuspiciousSystemArraycopy") // both arrays hold the same element type
    static void put(Object src, int srcAt, Positions to, Object dst) {
        int[] at = to.at();
        int run = to.run();
        if (run > 1) {
            for (int i = 0; i < at.length; i++) {
                System.arraycopy(src, srcAt + i * run, dst, at[i], run);
            }
            return;
        }
        switch (dst) {
            case float[] d -> {
                float[] s = (float[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            case double[] d -> {
                double[] s = (double[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            case long[] d -> {
                long[] s = (long[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            case int[] d -> {
                int[] s = (int[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            case short[] d -> {
                short[] s = (short[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            case byte[] d -> {
                byte[] s = (byte[]) src;
                for (int i = 0; i < at.length; i++) {
                    d[at[i]] = s[srcAt + i];
                }
            }
            default -> throw new AssertionError(dst);
        }
    }

    /// Adds the runs that lie one after the other in `src`, from `srcAt` on, to those at the given
    /// positions.
    ///
    /// Each element receives its terms in the order of the positions, whoever adds them: threads
    /// share the columns.
    static void add(DType type, Object src, int srcAt, Positions to, Object dst) {
        int run = to.run();
        if (run < 64) {
            add(type, src, srcAt, to, dst, 0, run);
            return;
        }
        int rows = Math.max(1, to.at().length);
        int grain = Math.clamp(FoldPlan.GRAIN / rows, 32, run);
        Parallel.forRange(run, grain, (lo, hi) -> add(type, src, srcAt, to, dst, lo, hi));
    }

    private static void add(
            DType type, Object src, int srcAt, Positions to, Object dst, int lo, int hi) {
        int[] at = to.at();
        int run = to.run();
        switch (type) {
            case FLOAT32 -> {
                float[] d = (float[]) dst;
                float[] s = (float[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] += s[from + j];
                    }
                }
            }
            case FLOAT64 -> {
                double[] d = (double[]) dst;
                double[] s = (double[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] += s[from + j];
                    }
                }
            }
            case INT64 -> {
                long[] d = (long[]) dst;
                long[] s = (long[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] += s[from + j];
                    }
                }
            }
            case INT32 -> {
                int[] d = (int[]) dst;
                int[] s = (int[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] += s[from + j];
                    }
                }
            }
            case INT16 -> {
                short[] d = (short[]) dst;
                short[] s = (short[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] = (short) (d[at[i] + j] + s[from + j]);
                    }
                }
            }
            case INT8, UINT8 -> {
                byte[] d = (byte[]) dst;
                byte[] s = (byte[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] = (byte) (d[at[i] + j] + s[from + j]);
                    }
                }
            }
            case BOOL -> {
                byte[] d = (byte[]) dst;
                byte[] s = (byte[]) src;
                for (int i = 0; i < at.length; i++) {
                    int from = srcAt + i * run;
                    for (int j = lo; j < hi; j++) {
                        d[at[i] + j] |= s[from + j];
                    }
                }
            }
            case FLOAT16, BFLOAT16 -> {
                for (int i = 0; i < at.length; i++) {
                    for (int j = lo; j < hi; j++) {
                        double term = Elements.asDouble(type, src, srcAt + i * run + j);
                        Elements.put(
                                type,
                                dst,
                                at[i] + j,
                                Elements.asDouble(type, dst, at[i] + j) + term);
                    }
                }
            }
        }
    }

    /// Writes one value wherever the mask, as long as the positions, is not 0.
    static void fill(Object dst, int[] at, byte[] mask, Object value) {
        switch (dst) {
            case float[] d -> {
                float v = ((float[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            case double[] d -> {
                double v = ((double[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            case long[] d -> {
                long v = ((long[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            case int[] d -> {
                int v = ((int[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            case short[] d -> {
                short v = ((short[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            case byte[] d -> {
                byte v = ((byte[]) value)[0];
                for (int i = 0; i < at.length; i++) {
                    if (mask[i] != 0) {
                        d[at[i]] = v;
                    }
                }
            }
            default -> throw new AssertionError(dst);
        }
    }

    /// Writes one value wherever the mask, which lies beside the elements from `start` on, is not
    /// 0.
    static void fill(Object dst, int start, byte[] mask, Object value) {
        Parallel.forRange(
                mask.length,
                FoldPlan.GRAIN,
                (lo, hi) -> {
                    switch (dst) {
                        case float[] d -> {
                            float v = ((float[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        case double[] d -> {
                            double v = ((double[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        case long[] d -> {
                            long v = ((long[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        case int[] d -> {
                            int v = ((int[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        case short[] d -> {
                            short v = ((short[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        case byte[] d -> {
                            byte v = ((byte[]) value)[0];
                            for (int i = lo; i < hi; i++) {
                                d[start + i] = mask[i] != 0 ? v : d[start + i];
                            }
                        }
                        default -> throw new AssertionError(dst);
                    }
                });
    }
}
