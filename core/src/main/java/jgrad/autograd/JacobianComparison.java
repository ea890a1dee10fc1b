package jgrad.autograd;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import java.util.Arrays;

/// Compares two Jacobians, and says where they differ most.
final class JacobianComparison {
    private final GradCheckOptions options;

    JacobianComparison(GradCheckOptions options) {
        this.options = options;
    }

    /// @param what is being checked, for the message
    /// @param i which input of the function `x` is
    /// @throws GradcheckException if an element is off by more than the tolerance
    void check(
            String what,
            int k,
            int i,
            double[][] numerical,
            double[][] analytical,
            Tensor output,
            Tensor x) {
        double worst = 0;
        int worstIn = -1;
        int worstOut = -1;
        for (int e = 0; e < numerical.length; e++) {
            for (int o = 0; o < numerical[e].length; o++) {
                double expected = numerical[e][o];
                double got = analytical[e][o];
                double allowed = options.atol() + options.rtol() * Math.abs(expected);
                double off = Math.abs(got - expected) / allowed;
                if (!(off <= 1) && (worstIn < 0 || off > worst || Double.isNaN(off))) {
                    worst = off;
                    worstIn = e;
                    worstOut = o;
                }
            }
        }
        if (worstIn < 0) {
            return;
        }
        double expected = numerical[worstIn][worstOut];
        double got = analytical[worstIn][worstOut];
        throw new GradcheckException(
                what
                        + " for output "
                        + k
                        + " with respect to input "
                        + i
                        + ",\nnumerical:"
                        + matrix(numerical)
                        + "\nanalytical:"
                        + matrix(analytical)
                        + "\nThe worst element is the derivative of output"
                        + index(output, worstOut)
                        + " with respect to input"
                        + index(x, worstIn)
                        + ": expected "
                        + expected
                        + ", got "
                        + got
                        + ", relative error "
                        + Math.abs(got - expected) / Math.abs(expected)
                        + " (atol="
                        + options.atol()
                        + ", rtol="
                        + options.rtol()
                        + ", eps="
                        + options.eps()
                        + "). "
                        + hint(x));
    }

    private static String hint(Tensor x) {
        return x.dtype() == DType.FLOAT64
                ? "If the derivative is right, the function may be too curved or too large for this"
                        + " step: try eps=1e-5 or 1e-4."
                : "Differences of "
                        + x.dtype()
                        + " lose most digits at a small step: use float64 inputs, or eps=1e-2 with"
                        + " atol=1e-2.";
    }

    private static String index(Tensor t, int element) {
        int[] shape = t.shape().sizes();
        var at = new int[shape.length];
        int rest = element;
        for (int d = shape.length - 1; d >= 0; d--) {
            at[d] = rest % shape[d];
            rest /= shape[d];
        }
        return Arrays.toString(at);
    }

    static Tensor matrix(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var flat = new double[rows.length * columns];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * columns, columns);
        }
        return Tensors.fromArray(flat, flat.length).reshape(rows.length, columns);
    }
}
