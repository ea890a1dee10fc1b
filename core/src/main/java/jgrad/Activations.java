package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Clamps;
import jgrad.ops.Gates;

import java.util.Arrays;

/// The activations: what the neurons of a network do. They are called as methods of [Functional],
/// which inherits them. An underscore means: written over the argument, which is returned.
///
/// Torch: `torch.nn.functional`.
public sealed class Activations permits Losses {
    static final double SELU_ALPHA = 1.6732632423543772;
    static final double SELU_SCALE = 1.0507009873554805;

    Activations() {}

    /// `x` where it is positive, else `alpha (e^x - 1)`. Torch: `elu`.
    public static Tensor elu(Tensor x, double alpha) {
        return Ops.apply(new jgrad.ops.Activations.Elu(alpha, 1, 1, "elu", false), x);
    }

    public static Tensor elu_(Tensor x, double alpha) {
        return Ops.applyInPlace(new jgrad.ops.Activations.Elu(alpha, 1, 1, "elu", true), x);
    }

    /// `x` where it is positive, else `alpha (e^(x / alpha) - 1)`. Torch: `celu`.
    ///
    /// @throws IllegalArgumentException if alpha is 0
    public static Tensor celu(Tensor x, double alpha) {
        return Ops.apply(celuOf(alpha, false), x);
    }

    public static Tensor celu_(Tensor x, double alpha) {
        return Ops.applyInPlace(celuOf(alpha, true), x);
    }

    /// [#elu] with the scales that keep mean and variance of many layers. Torch: `selu`.
    public static Tensor selu(Tensor x) {
        return Ops.apply(new jgrad.ops.Activations.Elu(SELU_ALPHA, SELU_SCALE, 1, "elu", false), x);
    }

    public static Tensor selu_(Tensor x) {
        return Ops.applyInPlace(
                new jgrad.ops.Activations.Elu(SELU_ALPHA, SELU_SCALE, 1, "elu", true), x);
    }

    /// `x` where it is positive, else `negativeSlope x`. Torch: `leaky_relu`.
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return Ops.apply(new jgrad.ops.Activations.LeakyRelu(negativeSlope, false), x);
    }

    public static Tensor leakyRelu_(Tensor x, double negativeSlope) {
        return Ops.applyInPlace(new jgrad.ops.Activations.LeakyRelu(negativeSlope, true), x);
    }

    /// [#leakyRelu] with the slope halfway between the bounds. Torch: `rrelu` with
    /// `training=False`.
    ///
    /// @throws IllegalArgumentException if lower is above upper
    public static Tensor rrelu(Tensor x, double lower, double upper) {
        return Ops.apply(rreluOf(lower, upper, false), x);
    }

    public static Tensor rrelu_(Tensor x, double lower, double upper) {
        return Ops.applyInPlace(rreluOf(lower, upper, true), x);
    }

    /// 0 between -lambda and lambda, else `x`. Torch: `hardshrink`.
    public static Tensor hardshrink(Tensor x, double lambda) {
        return Ops.apply(new jgrad.ops.Activations.Hardshrink(lambda), x);
    }

    /// `x` nearer to 0 by lambda, and 0 in between. Torch: `softshrink`.
    ///
    /// @throws IllegalArgumentException if lambda is negative
    public static Tensor softshrink(Tensor x, double lambda) {
        return Ops.apply(softshrinkOf(x, lambda), x);
    }

    /// `(x + 3) / 6` kept between 0 and 1. Torch: `hardsigmoid`.
    public static Tensor hardsigmoid(Tensor x) {
        return Ops.apply(jgrad.ops.Activations.Hardsigmoid.OP, x);
    }

    public static Tensor hardsigmoid_(Tensor x) {
        return Ops.applyInPlace(jgrad.ops.Activations.Hardsigmoid.OP, x);
    }

    /// `x` times its [#hardsigmoid]. Torch: `hardswish`.
    public static Tensor hardswish(Tensor x) {
        return Ops.apply(jgrad.ops.Activations.Hardswish.OP, x);
    }

    public static Tensor hardswish_(Tensor x) {
        return Ops.applyInPlace(jgrad.ops.Activations.Hardswish.OP, x);
    }

    /// `x tanh(log(1 + e^x))`. Torch: `mish`.
    public static Tensor mish(Tensor x) {
        return Ops.apply(jgrad.ops.Activations.Mish.OP, x);
    }

    public static Tensor mish_(Tensor x) {
        return Ops.applyInPlace(jgrad.ops.Activations.Mish.OP, x);
    }

    /// `log(1 / (1 + e^-x))`, without overflow on the way. Torch: `logsigmoid`.
    public static Tensor logsigmoid(Tensor x) {
        return Ops.apply(jgrad.ops.Activations.LogSigmoid.OP, x);
    }

    /// `log(1 + e^(beta x)) / beta`, and `x` itself where `beta x` is above the threshold. Torch:
    /// `softplus`.
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        return Ops.apply(new jgrad.ops.Activations.Softplus(beta, threshold), x);
    }

    /// `x` above the threshold, else the value. Torch: `threshold`.
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return Ops.apply(new jgrad.ops.Activations.Threshold(threshold, value, false), x);
    }

    public static Tensor threshold_(Tensor x, double threshold, double value) {
        return Ops.applyInPlace(new jgrad.ops.Activations.Threshold(threshold, value, true), x);
    }

    /// `x` kept between 0 and 6. Torch: `relu6`.
    public static Tensor relu6(Tensor x) {
        return Ops.apply(new Clamps.Hardtanh(0, 6), x);
    }

    public static Tensor relu6_(Tensor x) {
        return Ops.applyInPlace(new Clamps.Hardtanh(0, 6), x);
    }

    /// `log(1 + e^x)`. Torch: `softplus`.
    public static Tensor softplus(Tensor x) {
        return softplus(x, 1, 20);
    }

    /// `x sigmoid(x)`. Torch: `silu`.
    public static Tensor silu(Tensor x) {
        return x.silu();
    }

    /// `max(x, 0)`. Torch: `relu`.
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    /// `x / (1 + abs(x))`. Torch: `softsign`.
    public static Tensor softsign(Tensor x) {
        return x.div(x.abs().add(1L));
    }

    /// `x - tanh(x)`. Torch: `tanhshrink`.
    public static Tensor tanhshrink(Tensor x) {
        return x.sub(x.tanh());
    }

    /// The softmax of `-x`. Torch: `softmin`.
    public static Tensor softmin(Tensor x, int dim) {
        return x.neg().softmax(dim);
    }

    /// The first half of `x` along a dimension times the sigmoid of the second. Torch: `glu`.
    ///
    /// @throws IllegalArgumentException for an odd size
    public static Tensor glu(Tensor x, int dim) {
        return Ops.apply(new Gates.Glu(dim), x);
    }

    /// `x` where it is positive, else `weight x`: one weight, or one for each channel, which are
    /// along dimension 1. Torch: `prelu`.
    ///
    /// @throws IllegalArgumentException if there are neither one weight nor as many as channels
    public static Tensor prelu(Tensor x, Tensor weight) {
        if (weight.dim() > 1) {
            throw new IllegalArgumentException(
                    "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = "
                            + weight.dim());
        }
        int count = weight.numel();
        if (count != 1) {
            if (x.dim() == 0) {
                throw new IllegalArgumentException("Not allow zero-dim input tensor.");
            }
            int channels = x.dim() > 1 ? x.size(1) : 1;
            if (channels != count) {
                throw new IllegalArgumentException(
                        "Mismatch of parameter numbers and input channel size. Found parameter"
                                + " numbers = "
                                + count
                                + " and channel size = "
                                + channels
                                + ".");
            }
        }
        int[] shape = new int[x.dim()];
        Arrays.fill(shape, 1);
        if (shape.length > 1) {
            shape[1] = count;
        }
        Tensor fitting = weight;
        if (x.dim() == 0) {
            fitting = weight.dim() == 0 ? weight : weight.squeeze(0);
        } else if (!Arrays.equals(weight.shape().sizes(), shape)) {
            fitting = weight.view(shape);
        }
        return Ops.apply(Gates.PreluKernel.OP, x, fitting);
    }

    private static jgrad.ops.Activations.Elu celuOf(double alpha, boolean inPlace) {
        if (alpha == 0) {
            throw new IllegalArgumentException("ZeroDivisionError: alpha cannot be 0 for CELU");
        }
        return new jgrad.ops.Activations.Elu(alpha, 1, 1 / alpha, "celu", inPlace);
    }

    private static jgrad.ops.Activations.RreluWithNoise rreluOf(
            double lower, double upper, boolean inPlace) {
        if (lower > upper) {
            throw new IllegalArgumentException(
                    "Lower bound should be less than or equal to the upper bound");
        }
        return new jgrad.ops.Activations.RreluWithNoise(lower, upper, inPlace);
    }

    private static jgrad.ops.Activations.Softshrink softshrinkOf(Tensor x, double lambda) {
        if (!(lambda >= 0)) {
            String largest = x.dtype() == DType.FLOAT64 ? "1.79769e+308" : "3.40282e+38";
            throw new IllegalArgumentException(
                    "lambda must be in range [0, "
                            + largest
                            + "] for input dtype "
                            + x.dtype().scalarName()
                            + ", but found "
                            + PythonNumbers.repr(lambda));
        }
        return new jgrad.ops.Activations.Softshrink(lambda);
    }
}
