package jgrad.kernels.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// Compares the special functions with values computed at 120 digits, and with the identities that
/// they are known by.
class SpecialFunctionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final Map<String, DoubleUnaryOperator> UNARY =
            Map.ofEntries(
                    Map.entry("lgamma", Gamma::lgamma),
                    Map.entry("digamma", Gamma::digamma),
                    Map.entry("trigamma", Gamma::trigamma),
                    Map.entry("poly2", x -> Gamma.polygamma(2, x)),
                    Map.entry("poly3", x -> Gamma.polygamma(3, x)),
                    Map.entry("i0", ModifiedBessel::i0),
                    Map.entry("i1", ModifiedBessel::i1),
                    Map.entry("i0e", ModifiedBessel::i0e),
                    Map.entry("i1e", ModifiedBessel::i1e),
                    Map.entry("k0", ModifiedBessel::k0),
                    Map.entry("k1", ModifiedBessel::k1),
                    Map.entry("k0e", ModifiedBessel::scaledK0),
                    Map.entry("k1e", ModifiedBessel::scaledK1),
                    Map.entry("j0", Bessel::j0),
                    Map.entry("j1", Bessel::j1),
                    Map.entry("y0", Bessel::y0),
                    Map.entry("y1", Bessel::y1),
                    Map.entry("ai", Airy::ai),
                    Map.entry("erfcx", ErrorFunctions::erfcx),
                    Map.entry("erfinv", ErrorFunctions::erfinv),
                    Map.entry("ndtr", ErrorFunctions::ndtr),
                    Map.entry("ndtri", ErrorFunctions::ndtri),
                    Map.entry("log_ndtr", ErrorFunctions::logNdtr));

    private static final Map<String, DoubleBinaryOperator> BINARY =
            Map.of(
                    "zeta", Gamma::zeta,
                    "igamma", IncompleteGamma::igamma,
                    "igammac", IncompleteGamma::igammac);

    /// How far from the true value a function may be, relative to it, where that is not 3e-15.
    private static final Map<String, Double> TOLERANCE =
            Map.of(
                    "ndtr", 1e-13, // exp(-684) in it
                    "ai", 3e-14,
                    "digamma", 1e-14,
                    "log_ndtr", 1e-14,
                    "igamma", 2e-14,
                    "igammac", 2e-14);

    record Row(String function, List<Double> x, double value) {}

    static Stream<Row> rows() {
        var in = SpecialFunctionsTest.class.getResourceAsStream("values.txt");
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .map(line -> line.split(" "))
                    .map(w ->
                            new Row(
                                    w[0],
                                    Stream.of(w)
                                            .skip(1)
                                            .limit(w.length - 2)
                                            .map(Double::valueOf)
                                            .toList(),
                                    Double.parseDouble(w[w.length - 1])))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithTheTrueValue(Row row) {
        double got =
                row.x.size() == 1
                        ? UNARY.get(row.function).applyAsDouble(row.x.getFirst())
                        : BINARY.get(row.function).applyAsDouble(row.x.get(0), row.x.get(1));
        double tolerance = TOLERANCE.getOrDefault(row.function, 3e-15);
        assertThat(got).isCloseTo(row.value, within(tolerance * Math.abs(row.value)));
    }

    @Test
    void hasTheSpecialValues() {
        assertThat(Gamma.lgamma(0)).isEqualTo(INF);
        assertThat(Gamma.lgamma(-3)).isEqualTo(INF);
        assertThat(Gamma.lgamma(-INF)).isEqualTo(INF);
        assertThat(Gamma.lgamma(1)).isZero();
        assertThat(Gamma.lgamma(2)).isZero();
        assertThat(Gamma.digamma(0.0)).isEqualTo(-INF);
        assertThat(Gamma.digamma(-0.0)).isEqualTo(INF);
        assertThat(Gamma.digamma(-2)).isNaN();
        assertThat(Gamma.digamma(INF)).isEqualTo(INF);
        assertThat(Gamma.trigamma(0)).isEqualTo(INF);
        assertThat(Gamma.trigamma(-1)).isBetween(6.58e32, 6.59e32);
        assertThat(Gamma.zeta(1, 2)).isEqualTo(INF);
        assertThat(Gamma.zeta(0.5, 2)).isNaN();
        assertThat(Gamma.zeta(2, -1)).isEqualTo(INF);
        assertThat(Gamma.zeta(1e20, 0.5)).isEqualTo(INF);
        assertThat(Gamma.zeta(INF, 2)).isNaN();
        assertThat(Gamma.zeta(INF, 1)).isEqualTo(1);
        assertThat(Gamma.zeta(2.5, -0.5)).isNaN();
        assertThat(ErrorFunctions.erfinv(1)).isEqualTo(INF);
        assertThat(ErrorFunctions.erfinv(-1)).isEqualTo(-INF);
        assertThat(ErrorFunctions.erfinv(1.1)).isNaN();
        assertThat(ErrorFunctions.ndtri(0)).isEqualTo(-INF);
        assertThat(ErrorFunctions.ndtri(1)).isEqualTo(INF);
        assertThat(ErrorFunctions.ndtri(-0.1)).isNaN();
        assertThat(ErrorFunctions.erfcx(-30)).isEqualTo(INF);
        assertThat(ErrorFunctions.erfcx(INF)).isZero();
        assertThat(ErrorFunctions.logNdtr(-INF)).isEqualTo(-INF);
        assertThat(ErrorFunctions.logNdtr(INF)).isZero();
        assertThat(ModifiedBessel.i0(1e20)).isEqualTo(INF);
        assertThat(ModifiedBessel.i0(INF)).isNaN();
        assertThat(ModifiedBessel.i0e(INF)).isZero();
        assertThat(ModifiedBessel.i1(-1e20)).isEqualTo(-INF);
        assertThat(ModifiedBessel.k0(0)).isEqualTo(INF);
        assertThat(ModifiedBessel.k1(-1)).isNaN();
        assertThat(ModifiedBessel.k1(INF)).isZero();
        assertThat(Bessel.y0(0)).isEqualTo(-INF);
        assertThat(Bessel.y1(-1)).isNaN();
        assertThat(Bessel.sphericalJ0(INF)).isZero();
        assertThat(Airy.ai(INF)).isNaN();
        assertThat(IncompleteGamma.igamma(0, 0)).isNaN();
        assertThat(IncompleteGamma.igamma(0, 1)).isEqualTo(1);
        assertThat(IncompleteGamma.igamma(2, 0)).isZero();
        assertThat(IncompleteGamma.igamma(2, -1)).isNaN();
        assertThat(IncompleteGamma.igammac(2, INF)).isZero();
        assertThat(IncompleteGamma.igammac(INF, 2)).isEqualTo(1);
    }

    @Test
    void passesNaNOn() {
        UNARY.forEach((name, f) -> assertThat(f.applyAsDouble(Double.NaN)).as(name).isNaN());
        BINARY.forEach((name, f) -> {
            assertThat(f.applyAsDouble(Double.NaN, 2)).as(name).isNaN();
            assertThat(f.applyAsDouble(2, Double.NaN)).as(name).isNaN();
        });
    }

    @Test
    void gammaFunctionsSatisfyTheirRecurrences() {
        for (double x = 0.013; x < 30; x += 0.0917) {
            close(Gamma.lgamma(x), Gamma.lgamma(x + 1) - Math.log(x), 1e-14);
            close(Gamma.digamma(x), Gamma.digamma(x + 1) - 1 / x, 1e-14);
            close(Gamma.trigamma(x), Gamma.trigamma(x + 1) + 1 / (x * x), 1e-14);
            close(Gamma.zeta(3.5, x), Gamma.zeta(3.5, x + 1) + Math.pow(x, -3.5), 1e-14);
            close(IncompleteGamma.igamma(x, 7) + IncompleteGamma.igammac(x, 7), 1, 1e-14);
        }
    }

    /// The Wronskians (DLMF 10.5.2, 10.28.2), which tie all of them together.
    @Test
    void besselFunctionsHaveTheirWronskians() {
        for (double x = 0.013; x < 60; x += 0.0917) {
            double w = Bessel.j1(x) * Bessel.y0(x) - Bessel.j0(x) * Bessel.y1(x);
            close(w, 2 / (Math.PI * x), 1e-14);
            double v =
                    ModifiedBessel.i0e(x) * ModifiedBessel.scaledK1(x)
                            + ModifiedBessel.i1e(x) * ModifiedBessel.scaledK0(x);
            close(v, 1 / x, 1e-14);
        }
    }

    @Test
    void inversesGoBackToWhereTheyCameFrom() {
        for (double y = -0.995; y < 1; y += 0.0317) {
            close(ErrorFunctions.erf(ErrorFunctions.erfinv(y)), y, 1e-15);
            double p = (y + 1) / 2;
            close(ErrorFunctions.ndtr(ErrorFunctions.ndtri(p)), p, 1e-15);
        }
        for (double p = 1e-300; p < 0.5; p *= 37) {
            close(ErrorFunctions.logNdtr(ErrorFunctions.ndtri(p)), Math.log(p), 1e-14);
        }
    }

    @Test
    void airySatisfiesItsDifferentialEquation() {
        double h = 1e-3;
        for (double x = -12; x < 8; x += 0.173) {
            double second = (Airy.ai(x + h) - 2 * Airy.ai(x) + Airy.ai(x - h)) / (h * h);
            assertThat(second).isCloseTo(x * Airy.ai(x), within(1e-4));
        }
    }

    /// Both forms that a polynomial is computed by, on both sides of the degree where they change.
    @Test
    void polynomialsSatisfyTheirRecurrences() {
        for (double x = -0.98; x < 1.3; x += 0.0731) {
            for (int n = 1; n < 14; n++) {
                double scale = 1e-12 * Math.max(1, Math.pow(2.6, n));
                three(Polynomials::chebyshevT, x, n, 2 * x, -1, 1, scale);
                three(Polynomials::chebyshevU, x, n, 2 * x, -1, 1, scale);
                three(Polynomials::chebyshevV, x, n, 2 * x, -1, 1, scale);
                three(Polynomials::chebyshevW, x, n, 2 * x, -1, 1, scale);
                double moved = 2 * (2 * x - 1);
                double wide = 1e-11 * Math.max(1, Math.pow(8, n));
                three(Polynomials::shiftedChebyshevT, x, n, moved, -1, 1, wide);
                three(Polynomials::shiftedChebyshevU, x, n, moved, -1, 1, wide);
                three(Polynomials::hermiteH, x, n, 2 * x, -2 * n, 1, 1e-13 * Math.pow(10, n));
                three(Polynomials::hermiteHe, x, n, x, -n, 1, 1e-13 * Math.pow(5, n));
                three(Polynomials::laguerreL, x, n, 2 * n + 1 - x, -n, n + 1, scale);
                three(Polynomials::legendreP, x, n, (2 * n + 1) * x, -n, n + 1, scale);
            }
        }
        assertThat(Polynomials.legendreP(0.3, -1)).isZero();
        assertThat(Polynomials.hermiteH(0.3, 600)).isNaN();
        assertThat(Polynomials.chebyshevV(-1, 3)).isEqualTo(-7);
        assertThat(Polynomials.chebyshevW(1, 3)).isEqualTo(7);
        assertThat(Polynomials.chebyshevU(-1, 3)).isEqualTo(-4);
    }

    /// `c f(n + 1) = a f(n) + b f(n - 1)`
    private static void three(
            DoubleBinaryOperator f, double x, int n, double a, double b, double c, double within) {
        double next = c * f.applyAsDouble(x, n + 1);
        double expected = a * f.applyAsDouble(x, n) + b * f.applyAsDouble(x, n - 1);
        assertThat(next).as("degree %d at %s", n, x).isCloseTo(expected, within(within));
    }

    private static void close(double actual, double expected, double relative) {
        double scale = Math.max(Math.abs(expected), 0.1);
        assertThat(actual).isCloseTo(expected, within(relative * scale));
    }
}
