package jgrad;

/// Normal numbers of 16 uniform ones at a time: number `j` is paired with `j + 8` by Box and
/// Muller's method.
///
/// PyTorch draws uniform numbers for all elements first, and the last 16 elements once more if
/// their number is no multiple of 16. Float32 goes through the polynomials of Cephes, with the same
/// fused operations as PyTorch's AVX2 loops, so that every bit is the same. Source of the
/// polynomials: S. Moshier, Cephes Mathematical Library, `logf.c`, `sinf.c`.
@SuppressWarnings("FloatingPointLiteralPrecision") // coefficients written as Cephes writes them
final class NormalBlocks {
    private static final float[] LOG = {
        7.0376836292E-2f,
        -1.1514610310E-1f,
        1.1676998740E-1f,
        -1.2420140846E-1f,
        1.4249322787E-1f,
        -1.6668057665E-1f,
        2.0000714765E-1f,
        -2.4999993993E-1f,
        3.3333331174E-1f
    };

    private NormalBlocks() {}

    /// @return at least 16 numbers of the type of `t`, as many as it has elements
    static Tensor draw(Sampling from, Tensor t, double mean, double std) {
        int n = t.numel();
        if (t.dtype() == DType.FLOAT64) {
            var x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = from.drawDouble();
            }
            for (int i = 0; i + 16 <= n; i += 16) {
                transform(x, i, mean, std);
            }
            if (n % 16 != 0) {
                for (int i = n - 16; i < n; i++) {
                    x[i] = from.drawDouble();
                }
                transform(x, n - 16, mean, std);
            }
            return Tensors.fromArray(x);
        }
        var x = new float[n];
        // Half types draw block by block, and nothing for an incomplete one.
        int drawn = t.dtype() == DType.FLOAT32 ? n : n / 16 * 16;
        for (int i = 0; i < drawn; i++) {
            x[i] = from.drawFloat();
        }
        for (int i = 0; i + 16 <= n; i += 16) {
            transform(x, i, (float) mean, (float) std);
        }
        if (n % 16 != 0) {
            for (int i = n - 16; i < n; i++) {
                x[i] = from.drawFloat();
            }
            transform(x, n - 16, (float) mean, (float) std);
        }
        return Tensors.fromArray(x);
    }

    private static void transform(double[] x, int at, double mean, double std) {
        for (int j = at; j < at + 8; j++) {
            double r = Math.sqrt(-2 * Math.log(1 - x[j]));
            double theta = 2 * Math.PI * x[j + 8];
            x[j] = Math.fma(r * Math.cos(theta), std, mean);
            x[j + 8] = Math.fma(r * Math.sin(theta), std, mean);
        }
    }

    private static void transform(float[] x, int at, float mean, float std) {
        for (int j = at; j < at + 8; j++) {
            float r = (float) Math.sqrt(-2 * log(1 - x[j]));
            float theta = (float) (2 * Math.PI) * x[j + 8];
            x[j] = Math.fma(r * trigonometric(theta, true), std, mean);
            x[j + 8] = Math.fma(r * trigonometric(theta, false), std, mean);
        }
    }

    private static float log(float positive) {
        int bits = Float.floatToRawIntBits(positive);
        float e = (bits >>> 23) - 0x7f + 1;
        float x = Float.intBitsToFloat(bits & 0x807fffff | 0x3f000000);
        if (x < 0.70710677f) {
            e -= 1;
            x = x - 1 + x;
        } else {
            x -= 1;
        }
        float z = x * x;
        float y = LOG[0];
        for (int i = 1; i < LOG.length; i++) {
            y = Math.fma(y, x, LOG[i]);
        }
        y *= x;
        y = Math.fma(e, -2.12194440e-4f, y * z);
        y = Math.fma(-z, 0.5f, y);
        return Math.fma(e, 0.693359375f, x + y);
    }

    /// Cosine or sine of an angle that is not negative.
    private static float trigonometric(float angle, boolean cosine) {
        int octant = (int) (angle * 1.27323954473516f) + 1 & ~1;
        float y = octant;
        float x = Math.fma(y, -0.78515625f, angle);
        x = Math.fma(y, -2.4187564849853515625e-4f, x);
        x = Math.fma(y, -3.77489497744594108e-8f, x);
        float z = x * x;
        boolean even = (octant & 2) == 0;
        float value = even == cosine ? cosine(z) : sine(x, z);
        boolean negative = cosine ? (~(octant - 2) & 4) != 0 : (octant & 4) != 0;
        return negative ? -value : value;
    }

    private static float cosine(float z) {
        float c = Math.fma(2.443315711809948E-005f, z, -1.388731625493765E-003f);
        c = Math.fma(c, z, 4.166664568298827E-002f) * z;
        return Math.fma(c, z, -(z * 0.5f)) + 1;
    }

    private static float sine(float x, float z) {
        float s = Math.fma(-1.9515295891E-4f, z, 8.3321608736E-3f);
        s = Math.fma(s, z, -1.6666654611E-1f) * z;
        return Math.fma(s, x, x);
    }
}
