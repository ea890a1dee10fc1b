package jgrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PythonNumbersTest {
    @Test
    void fixedRoundsTheExactBinaryValueWithTiesToEven() {
        assertThat(PythonNumbers.fixed(0.125, 2)).isEqualTo("0.12");
        assertThat(PythonNumbers.fixed(0.375, 2)).isEqualTo("0.38");
        assertThat(PythonNumbers.fixed(2.675, 2)).isEqualTo("2.67");
        assertThat(PythonNumbers.fixed(0.5, 0)).isEqualTo("0");
        assertThat(PythonNumbers.fixed(1.5, 0)).isEqualTo("2");
        assertThat(PythonNumbers.fixed(1e22, 1)).isEqualTo("10000000000000000000000.0");
    }

    @Test
    void theSignSurvivesRoundingToZero() {
        assertThat(PythonNumbers.fixed(-0.00001, 4)).isEqualTo("-0.0000");
        assertThat(PythonNumbers.fixed(-0.0, 0)).isEqualTo("-0");
        assertThat(PythonNumbers.scientific(-0.0, 2)).isEqualTo("-0.00e+00");
        assertThat(PythonNumbers.repr(-0.0)).isEqualTo("-0.0");
    }

    @Test
    void scientificHasTwoDigitsOfExponentOrMore() {
        assertThat(PythonNumbers.scientific(1e10, 4)).isEqualTo("1.0000e+10");
        assertThat(PythonNumbers.scientific(1.5, 4)).isEqualTo("1.5000e+00");
        assertThat(PythonNumbers.scientific(-2.5e-7, 0)).isEqualTo("-2e-07");
        assertThat(PythonNumbers.scientific(3e-300, 1)).isEqualTo("3.0e-300");
        assertThat(PythonNumbers.scientific(Double.MIN_VALUE, 4)).isEqualTo("4.9407e-324");
    }

    @Test
    void roundingUpMayAddADigit() {
        assertThat(PythonNumbers.scientific(9.99999, 2)).isEqualTo("1.00e+01");
        assertThat(PythonNumbers.scientific(99999.5, 4)).isEqualTo("1.0000e+05");
        assertThat(PythonNumbers.fixed(9.999949, 4)).isEqualTo("9.9999");
        assertThat(PythonNumbers.fixed(9.99996, 4)).isEqualTo("10.0000");
    }

    @Test
    void reprIsTheShortestTextThatReadsBack() {
        assertThat(PythonNumbers.repr(0.1)).isEqualTo("0.1");
        assertThat(PythonNumbers.repr(1)).isEqualTo("1.0");
        assertThat(PythonNumbers.repr(-123456789)).isEqualTo("-123456789.0");
        assertThat(PythonNumbers.repr(0.0001)).isEqualTo("0.0001");
        assertThat(PythonNumbers.repr(0.00001)).isEqualTo("1e-05");
        assertThat(PythonNumbers.repr(1.25e-7)).isEqualTo("1.25e-07");
        assertThat(PythonNumbers.repr(1e15)).isEqualTo("1000000000000000.0");
        assertThat(PythonNumbers.repr(9999999999999998.0)).isEqualTo("9999999999999998.0");
        assertThat(PythonNumbers.repr(1e16)).isEqualTo("1e+16");
        assertThat(PythonNumbers.repr(2e23)).isEqualTo("2e+23");
        assertThat(PythonNumbers.repr(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(PythonNumbers.repr(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    }

    @Test
    void whatIsNotFiniteHasAName() {
        assertThat(PythonNumbers.fixed(Double.NaN, 4)).isEqualTo("nan");
        assertThat(PythonNumbers.scientific(Double.POSITIVE_INFINITY, 4)).isEqualTo("inf");
        assertThat(PythonNumbers.repr(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    }
}
