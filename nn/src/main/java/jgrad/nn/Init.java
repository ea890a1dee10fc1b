package jgrad.nn;

import jgrad.Generator;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;

import java.util.function.Supplier;

/// Fills tensors with the numbers that training starts from, the same as PyTorch's for the same
/// seed. Nothing is recorded.
///
/// Numbers come from the global [Generator]. Torch: `torch.nn.init`.
public final class Init {
    private Init() {}

    /// Which side of a weight keeps its variance: `IN` for values, `OUT` for gradients.
    public enum Fan {
        IN,
        OUT
    }

    private static Tensor unrecorded(Supplier<Tensor> fill) {
        try (var _ = Autograd.noGrad()) {
            return fill.get();
        }
    }

    /// Uniform in [a, b). Torch: `init.uniform_`.
    public static Tensor uniform_(Tensor tensor, double a, double b) {
        return unrecorded(() -> tensor.uniform_(a, b));
    }

    /// Torch: `init.normal_`.
    public static Tensor normal_(Tensor tensor, double mean, double std) {
        return unrecorded(() -> tensor.normal_(mean, std));
    }

    /// Standard normal, cut off at -2 and 2. Torch: `init.trunc_normal_`.
    public static Tensor truncNormal_(Tensor tensor) {
        return truncNormal_(tensor, 0, 1, -2, 2);
    }

    /// Normal, with what lies outside [a, b] drawn again.
    public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b) {
        return unrecorded(() -> TruncatedNormal.fill(tensor, mean, std, a, b));
    }

    /// Torch: `init.constant_`.
    public static Tensor constant_(Tensor tensor, double value) {
        return unrecorded(() -> tensor.fill_(value));
    }

    /// Torch: `init.ones_`.
    public static Tensor ones_(Tensor tensor) {
        return constant_(tensor, 1);
    }

    /// Torch: `init.zeros_`.
    public static Tensor zeros_(Tensor tensor) {
        return unrecorded(tensor::zero_);
    }

    /// The identity matrix. Torch: `init.eye_`.
    ///
    /// @throws IllegalArgumentException unless the tensor has 2 dimensions
    public static Tensor eye_(Tensor tensor) {
        if (tensor.dim() != 2) {
            throw new IllegalArgumentException("Only tensors with 2 dimensions are supported");
        }
        return unrecorded(
                () -> tensor.copy_(Tensors.eye(tensor.size(0), tensor.size(1), tensor.dtype())));
    }

    /// Torch: `init.dirac_`.
    public static Tensor dirac_(Tensor tensor) {
        return dirac_(tensor, 1);
    }

    /// Weights of a convolution that passes its input on, in each group of channels.
    ///
    /// @throws IllegalArgumentException unless the tensor has 3, 4 or 5 dimensions and the first is
    ///   a multiple of the groups
    public static Tensor dirac_(Tensor tensor, int groups) {
        int dims = tensor.dim();
        if (dims < 3 || dims > 5) {
            throw new IllegalArgumentException(
                    "Only tensors with 3, 4, or 5 dimensions are supported");
        }
        if (tensor.size(0) % groups != 0) {
            throw new IllegalArgumentException("dim 0 must be divisible by groups");
        }
        int outputs = tensor.size(0) / groups;
        return unrecorded(() -> {
            tensor.zero_();
            for (int g = 0; g < groups; g++) {
                for (int d = 0; d < Math.min(outputs, tensor.size(1)); d++) {
                    Tensor place = tensor.select(0, g * outputs + d).select(0, d);
                    while (place.dim() > 0) {
                        place = place.select(0, place.size(0) / 2);
                    }
                    place.fill_(1.0);
                }
            }
            return tensor;
        });
    }

    /// Torch: `init.xavier_uniform_`.
    public static Tensor xavierUniform_(Tensor tensor) {
        return xavierUniform_(tensor, 1);
    }

    /// Uniform with a variance of `gain^2 * 2 / (fanIn + fanOut)`.
    ///
    /// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward
    /// neural networks", AISTATS 2010.
    public static Tensor xavierUniform_(Tensor tensor, double gain) {
        double bound = Math.sqrt(3.0) * xavierStd(tensor, gain);
        return uniform_(tensor, -bound, bound);
    }

    /// Torch: `init.xavier_normal_`.
    public static Tensor xavierNormal_(Tensor tensor) {
        return xavierNormal_(tensor, 1);
    }

    /// Normal with a variance of `gain^2 * 2 / (fanIn + fanOut)`.
    public static Tensor xavierNormal_(Tensor tensor, double gain) {
        return normal_(tensor, 0, xavierStd(tensor, gain));
    }

    private static double xavierStd(Tensor tensor, double gain) {
        return gain * Math.sqrt(2.0 / (fan(tensor, Fan.IN) + fan(tensor, Fan.OUT)));
    }

    /// For weights that a ReLU follows. Torch: `init.kaiming_uniform_(w, nonlinearity="relu")`.
    public static Tensor kaimingUniform_(Tensor tensor) {
        return kaimingUniform_(tensor, Fan.IN, calculateGain("leaky_relu", 0));
    }

    /// Uniform with a variance of `gain^2 / fan`.
    ///
    /// Source: K. He et al., "Delving Deep into Rectifiers", ICCV 2015. Torch:
    /// `init.kaiming_uniform_`.
    ///
    /// @param gain see [#calculateGain]
    public static Tensor kaimingUniform_(Tensor tensor, Fan fan, double gain) {
        if (tensor.numel() == 0) {
            return tensor;
        }
        double bound = Math.sqrt(3.0) * (gain / Math.sqrt(fan(tensor, fan)));
        return uniform_(tensor, -bound, bound);
    }

    /// For weights that a ReLU follows. Torch: `init.kaiming_normal_(w, nonlinearity="relu")`.
    public static Tensor kaimingNormal_(Tensor tensor) {
        return kaimingNormal_(tensor, Fan.IN, calculateGain("leaky_relu", 0));
    }

    /// Normal with a variance of `gain^2 / fan`. Torch: `init.kaiming_normal_`.
    public static Tensor kaimingNormal_(Tensor tensor, Fan fan, double gain) {
        if (tensor.numel() == 0) {
            return tensor;
        }
        return normal_(tensor, 0, gain / Math.sqrt(fan(tensor, fan)));
    }

    /// A matrix with orthogonal rows or columns, whichever are fewer; further dimensions count as
    /// columns.
    ///
    /// Source: A. Saxe, J. McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of
    /// learning in deep linear neural networks", 2013. Torch: `init.orthogonal_`.
    ///
    /// @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
    public static Tensor orthogonal_(Tensor tensor, double gain) {
        if (tensor.dim() < 2) {
            throw new IllegalArgumentException(
                    "Only tensors with 2 or more dimensions are supported");
        }
        if (tensor.numel() == 0) {
            return tensor;
        }
        int rows = tensor.size(0);
        int columns = tensor.numel() / rows;
        return unrecorded(() -> {
            Tensor normal = Generator.global().randn(new int[] {rows, columns}, tensor.dtype());
            boolean wide = rows < columns;
            double[] a = (wide ? normal.t() : normal).toDoubleArray();
            int m = Math.max(rows, columns);
            int n = Math.min(rows, columns);
            orthonormalize(a, m, n);
            Tensor q = Tensors.fromArray(a, m, n);
            q = wide ? q.t() : q;
            return tensor.copy_(q.mul(gain).reshape(tensor.shape().sizes()));
        });
    }

    /// Makes the columns orthonormal, one after the other, each twice, since once would leave what
    /// rounding lets through. That is Q of the QR decomposition whose R has a positive diagonal.
    private static void orthonormalize(double[] a, int m, int n) {
        for (int j = 0; j < n; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double dot = 0;
                    for (int i = 0; i < m; i++) {
                        dot += a[i * n + k] * a[i * n + j];
                    }
                    for (int i = 0; i < m; i++) {
                        a[i * n + j] -= dot * a[i * n + k];
                    }
                }
            }
            double square = 0;
            for (int i = 0; i < m; i++) {
                square += a[i * n + j] * a[i * n + j];
            }
            double norm = Math.sqrt(square);
            for (int i = 0; i < m; i++) {
                a[i * n + j] /= norm;
            }
        }
    }

    /// Normal, with a share of each column set to zero. Torch: `init.sparse_`.
    ///
    /// @throws IllegalArgumentException unless the tensor has 2 dimensions
    public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
        if (tensor.dim() != 2) {
            throw new IllegalArgumentException("Only tensors with 2 dimensions are supported");
        }
        int zeros = (int) Math.ceil(sparsity * tensor.size(0));
        return unrecorded(() -> {
            tensor.normal_(0, std);
            for (int column = 0; column < tensor.size(1); column++) {
                long[] order = Tensors.randperm(tensor.size(0)).toLongArray();
                for (int i = 0; i < zeros; i++) {
                    tensor.select(1, column).select(0, (int) order[i]).zero_();
                }
            }
            return tensor;
        });
    }

    /// The number of inputs, or of outputs, that each value is connected to by a weight `[out, in,
    /// ...]`.
    ///
    /// @throws IllegalArgumentException if the weight has fewer than 2 dimensions
    public static int fan(Tensor weight, Fan fan) {
        if (weight.dim() < 2) {
            throw new IllegalArgumentException(
                    "Fan in and fan out can not be computed for tensor with fewer than 2"
                            + " dimensions");
        }
        int field = 1;
        for (int d = 2; d < weight.dim(); d++) {
            field *= weight.size(d);
        }
        return weight.size(fan == Fan.IN ? 1 : 0) * field;
    }

    /// By what a function scales the standard deviation down. Torch: `init.calculate_gain`.
    public static double calculateGain(String nonlinearity) {
        return calculateGain(nonlinearity, 0.01);
    }

    /// @param slope of `leaky_relu` below 0
    /// @throws IllegalArgumentException for a function that is not known
    public static double calculateGain(String nonlinearity, double slope) {
        return switch (nonlinearity) {
            case "linear",
                    "conv1d",
                    "conv2d",
                    "conv3d",
                    "conv_transpose1d",
                    "conv_transpose2d",
                    "conv_transpose3d",
                    "sigmoid" ->
                    1;
            case "tanh" -> 5.0 / 3;
            case "relu" -> Math.sqrt(2.0);
            case "leaky_relu" -> Math.sqrt(2.0 / (1 + slope * slope));
            case "selu" -> 3.0 / 4;
            default ->
                    throw new IllegalArgumentException("Unsupported nonlinearity " + nonlinearity);
        };
    }
}
