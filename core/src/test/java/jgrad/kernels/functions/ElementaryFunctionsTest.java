package jgrad.kernels.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.data.Offset.offset;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.special.ErrorFunctions;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;

/// The stated error bounds of the vector forms, from samples of all numbers and of the usual ones.
class ElementaryFunctionsTest {
    private static final int SAMPLES = 1 << 16;
    private static final float[] EDGES = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        2f,
        88.7f,
        88.73f,
        -87.3f,
        -87.4f,
        -103.9f,
        -104f,
        127.9f,
        128f,
        -149f,
        -150f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        0x1p15f,
        0x1.000002p15f,
        1e-5f,
        -1e-5f
    };
    private static final double[] DOUBLE_EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        709.7,
        709.8,
        -708.3,
        -708.5,
        -745.1,
        -745.2,
        1023.9,
        1024,
        -1074,
        -1075.1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p19,
        0x1.0000000000001p19,
        1e-9,
        -1e-9
    };

    @ParameterizedTest
    @CsvSource({
        "EXP, 1.1",
        "EXP2, 1.1",
        "EXPM1, 1.6",
        "LOG, 1",
        "LOG2, 2",
        "LOG10, 2",
        "LOG1P, 1.5",
        "SIN, 1.6",
        "COS, 1.6",
        "TANH, 5",
        "SQRT, 0.51",
        "RSQRT, 1.5",
        "RECIPROCAL, 0.51",
        "ERF, 6"
    })
    void floatsAreWithinTheirBounds(Unary op, double bound) {
        float[] x = floats();
        float[] y = new float[x.length];
        Chosen.of(op, DType.FLOAT32, Integer.MAX_VALUE).run(x, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = op.apply((double) x[i]);
            if (Float.compare(y[i], (float) exact) != 0) {
                double ulps = Math.abs(y[i] - exact) / Math.ulp((float) exact);
                if (!(ulps <= bound)) {
                    fail("%s(%s) = %s, not %s", op, x[i], y[i], exact);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXP, 1.1",
        "EXP2, 1.1",
        "EXPM1, 1.6",
        "LOG, 1",
        "LOG2, 2",
        "LOG10, 2",
        "LOG1P, 1.5",
        "SIN, 1.6",
        "COS, 1.6",
        "TANH, 2.6",
        "ERF, 2"
    })
    void doublesAreWithinTheirBounds(Unary op, double bound) {
        double[] x = doubles();
        double[] y = new double[x.length];
        Chosen.of(op, DType.FLOAT64, Integer.MAX_VALUE).run(x, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double reference = op.apply(x[i]); // itself within 1
            if (Double.compare(y[i], reference) != 0) {
                double ulps = Math.abs(y[i] - reference) / Math.ulp(reference);
                if (!(ulps <= bound + 1)) {
                    fail("%s(%s) = %s, not %s", op, x[i], y[i], reference);
                }
            }
        }
    }

    /// Smaller results may become 0, as they do in PyTorch.
    @ParameterizedTest
    @CsvSource({"SIGMOID, 2.5", "SILU, 3.5", "LOG_SIGMOID, 3.5"})
    void logisticFunctionsAreWithinTheirBounds(Unary op, double bound) {
        float[] x = floats();
        float[] y = new float[x.length];
        Chosen.of(op, DType.FLOAT32, Integer.MAX_VALUE).run(x, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = op.apply((double) x[i]);
            if (Float.compare(y[i], (float) exact) != 0) {
                double allowed =
                        Math.abs(exact) < 0x1p-121 ? 0x1p-121 : bound * Math.ulp((float) exact);
                if (!(Math.abs(y[i] - exact) <= allowed)) {
                    fail("%s(%s) = %s, not %s", op, x[i], y[i], exact);
                }
            }
        }
    }

    @Test
    void geluIsWithinItsBoundRelativeToTheArgument() {
        float[] x = floats();
        float[] y = new float[x.length];
        Chosen.of(Unary.GELU, DType.FLOAT32, Integer.MAX_VALUE).run(x, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = Unary.GELU.apply((double) x[i]);
            boolean same = Float.compare(y[i], (float) exact) == 0;
            if (!same && !(Math.abs(y[i] - exact) <= 0x1p-22 * Math.abs(x[i]))) {
                fail("gelu(%s) = %s, not %s", x[i], y[i], exact);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Unary.class,
            names = {"TANH", "ERF", "SIGMOID", "SIN", "COS"})
    void functionsThatStayWithinOneDoSo(Unary op) {
        float[] x = floats();
        float[] y = new float[x.length];
        Chosen.of(op, DType.FLOAT32, Integer.MAX_VALUE).run(x, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            if (Math.abs(y[i]) > 1) {
                fail("%s(%s) = %s", op, x[i], y[i]);
            }
        }
    }

    @Test
    void powersOfFloatsAreWithinOneUlp() {
        float[] x = floats();
        float[] exponents = new float[x.length];
        var random = new Random(5);
        for (int i = 0; i < x.length; i++) {
            exponents[i] = i < 512 ? EDGES[i % EDGES.length] : (float) (random.nextGaussian() * 4);
        }
        float[] y = new float[x.length];
        Chosen.of(Binary.POW, DType.FLOAT32, Integer.MAX_VALUE)
                .run(x, 0, 1, exponents, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = Binary.POW.apply((double) x[i], (double) exponents[i]);
            boolean same = Float.compare(y[i], (float) exact) == 0;
            if (!same && !(Math.abs(y[i] - exact) <= Math.ulp((float) exact))) {
                fail("pow(%s, %s) = %s, not %s", x[i], exponents[i], y[i], exact);
            }
        }
    }

    /// The reference itself is within 0.7 ulp.
    @Test
    void powersOfDoublesAreWithinOneUlp() {
        double[] x = doubles();
        double[] exponents = new double[x.length];
        var random = new Random(6);
        for (int i = 0; i < x.length; i++) {
            if (i >= 512) {
                x[i] = Math.abs(x[i]);
                exponents[i] = random.nextGaussian() * 4;
            } else {
                exponents[i] = DOUBLE_EDGES[i % DOUBLE_EDGES.length];
            }
            if (i > x.length / 2) { // near 1, to powers that use the whole range
                x[i] = 1 + random.nextGaussian() * 0.01;
                exponents[i] = random.nextGaussian() * 20_000;
            }
        }
        double[] y = new double[x.length];
        Chosen.of(Binary.POW, DType.FLOAT64, Integer.MAX_VALUE)
                .run(x, 0, 1, exponents, 0, 1, y, 0, 1, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = StrictMath.pow(x[i], exponents[i]);
            boolean same = Double.compare(y[i], expected) == 0;
            if (!same && !(Math.abs(y[i] - expected) <= Math.ulp(expected))) {
                fail("pow(%s, %s) = %s, not %s", x[i], exponents[i], y[i], expected);
            }
        }
    }

    @Test
    void wholePowersOfWholeNumbersAreExact() {
        double[] x = new double[64];
        double[] exponents = new double[x.length];
        for (int power = 3; power <= 8; power++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = i + 1;
                exponents[i] = power;
            }
            double[] y = new double[x.length];
            Chosen.of(Binary.POW, DType.FLOAT64, Integer.MAX_VALUE)
                    .run(x, 0, 1, exponents, 0, 1, y, 0, 1, x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(y[i]).isEqualTo(Math.pow(x[i], power));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-9, 0.1, 0.4999, 0.5, 0.74, 0.76, 1, 1.7, 2.5, 3.3, 5, 9.25, -0.3, -0.9, -4
            })
    void erfAgreesWithItsSeries(double x) {
        BigDecimal erf = erf(x);
        assertThat(ErrorFunctions.erf(x)).isCloseTo(erf.doubleValue(), relative(2, erf));
        BigDecimal erfc = BigDecimal.ONE.subtract(erf);
        assertThat(ErrorFunctions.erfc(x)).isCloseTo(erfc.doubleValue(), relative(4, erfc));
    }

    private static Offset<Double> relative(int ulps, BigDecimal of) {
        return offset(ulps * Math.ulp(of.doubleValue()));
    }

    /// The alternating series, with more digits than its terms can cancel.
    private static BigDecimal erf(double x) {
        var digits = new MathContext(140);
        BigDecimal square = new BigDecimal(x).pow(2, digits);
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = power;
        for (int n = 1; power.abs().compareTo(new BigDecimal("1e-90")) > 0; n++) {
            power = power.multiply(square, digits).divide(BigDecimal.valueOf(-n), digits);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
        }
        BigDecimal pi =
                new BigDecimal(
                        "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534");
        return sum.multiply(BigDecimal.TWO).divide(pi.sqrt(digits), digits);
    }

    private static float[] floats() {
        var random = new Random(1);
        float[] x = new float[3 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            x[3 * i] = Float.intBitsToFloat(random.nextInt());
            x[3 * i + 1] = (float) (random.nextGaussian() * 4);
            x[3 * i + 2] = (float) (random.nextDouble() * 300 - 150);
        }
        System.arraycopy(EDGES, 0, x, 0, EDGES.length);
        return x;
    }

    private static double[] doubles() {
        var random = new Random(2);
        double[] x = new double[3 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            x[3 * i] = Double.longBitsToDouble(random.nextLong());
            x[3 * i + 1] = random.nextGaussian() * 4;
            x[3 * i + 2] = random.nextDouble() * 2200 - 1100;
        }
        System.arraycopy(DOUBLE_EDGES, 0, x, 0, DOUBLE_EDGES.length);
        return x;
    }
}
