package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.windows.Convolve;
import jgrad.kernels.windows.Windows;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Convolution, transposed convolution, and their gradients.
///
/// A convolution `y = x * w` and its two gradients are the three ways to hold two arguments of one
/// form that is linear in each of three: `sum of g y`. So the derivatives of a gradient are
/// convolutions and gradients again, however often.
public sealed interface Convolutions extends Op {

    /// `[N, C, ...]` with `[O, C / groups, ...]` (transposed: `[C, O / groups, ...]`); inputs x,
    /// weight, and bias if there is one
    record Convolution(ConvGeometry geometry, boolean hasBias) implements Convolutions, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "input" : i == 1 ? "weight" : "bias";
        }

        // the bias has its edge also where it is absent
        @Override
        public int edges(int inputs) {
            return 3;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor bias = hasBias ? in[2] : null;
            Windows windows = geometry.windows(Raw.shape(in[0]), Raw.shape(in[1]));
            return geometry.transposed()
                    ? Convolve.toInput(in[0], in[1], bias, windows, geometry.groups())
                    : Convolve.forward(in[0], in[1], bias, windows, geometry.groups());
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            Factor of = Factor.values()[i];
            return Ops.apply(new ConvolutionBackward(of, geometry), g, s.input(0), s.input(1));
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            if (t[0] != null) {
                sum = Inside.convolution(geometry, t[0], s.input(1));
            }
            if (t[1] != null) {
                sum = Laws.add(sum, Inside.convolution(geometry, s.input(0), t[1]));
            }
            if (hasBias && t[2] != null) {
                sum = Laws.add(sum, Inside.overPlaces(t[2], geometry, s));
            }
            return sum;
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            boolean onlyInput = dims[1] < 0 && (!hasBias || dims[2] < 0);
            if (onlyInput) {
                Tensor x = Batching.toFront(inputs[0], dims[0]);
                Tensor[] all = inputs.clone();
                all[0] = x.flatten(0, 1);
                return new Tensor[] {Batching.split(Ops.apply(this, all), 0, size)};
            }
            Tensor[] all = Batching.expanded(inputs, dims, size);
            all[0] = Inside.besideChannels(all[0]);
            all[1] = all[1].flatten(0, 1);
            if (hasBias) {
                all[2] = all[2].flatten(0, 1);
            }
            var op = new Convolution(geometry.withGroups(size * geometry.groups()), hasBias);
            return new Tensor[] {Inside.fromChannels(Ops.apply(op, all), size)};
        }

        @Override
        public Map<String, Object> parameters() {
            return geometry.parameters();
        }
    }

    /// What a gradient is the gradient of.
    enum Factor {
        INPUT,
        WEIGHT,
        BIAS
    }

    /// one of the gradients of [Convolution]; inputs grad, x, weight, of which it reads the grad
    /// and the factor that it is not the gradient of
    record ConvolutionBackward(Factor of, ConvGeometry geometry) implements Convolutions, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : i == 1 ? "input" : "weight";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor g = in[0];
            Windows windows = geometry.windows(Raw.shape(in[1]), Raw.shape(in[2]));
            int groups = geometry.groups();
            boolean transposed = geometry.transposed();
            return switch (of) {
                case INPUT ->
                        transposed
                                ? Convolve.forward(g, in[2], null, windows, groups)
                                : Convolve.toInput(g, in[2], null, windows, groups);
                case WEIGHT ->
                        transposed
                                ? Convolve.toWeight(in[1], g, windows, groups)
                                : Convolve.toWeight(g, in[1], windows, groups);
                case BIAS -> Reduce.sum(g, Inside.allButChannels(g.dim()), false);
            };
        }

        private Tensor other(Factor factor, Tensor g, Tensor x, Tensor w) {
            return Ops.apply(new ConvolutionBackward(factor, geometry), g, x, w);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor v, Saved s) {
            return switch (of) {
                case INPUT ->
                        switch (i) {
                            case 0 -> Inside.convolution(geometry, v, s.input(2));
                            case 2 -> other(Factor.WEIGHT, s.input(0), v, s.input(2));
                            default -> null;
                        };
                case WEIGHT ->
                        switch (i) {
                            case 0 -> Inside.convolution(geometry, s.input(1), v);
                            case 1 -> other(Factor.INPUT, s.input(0), s.input(1), v);
                            default -> null;
                        };
                case BIAS ->
                        i == 0
                                ? Fitting.broadcastTo(
                                        Inside.besidePlaces(v, s.shape(0)), s.shape(0))
                                : null;
            };
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = t[0] == null ? null : other(of, t[0], s.input(1), s.input(2));
            if (of == Factor.INPUT && t[2] != null) {
                sum = Laws.add(sum, other(of, s.input(0), s.input(1), t[2]));
            }
            if (of == Factor.WEIGHT && t[1] != null) {
                sum = Laws.add(sum, other(of, s.input(0), t[1], s.input(2)));
            }
            return sum;
        }

        @Override
        public int reads(int i) {
            return switch (of) {
                case INPUT -> i == 0 ? THIRD : i == 2 ? SELF | THIRD : 0;
                case WEIGHT -> i == 0 ? OTHER : i == 1 ? SELF | OTHER : 0;
                case BIAS -> 0;
            };
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            if (of == Factor.INPUT && dims[2] < 0) { // the weight is the same for all
                Tensor[] all = Batching.expanded(inputs, new int[] {dims[0], dims[1], 0}, size);
                Tensor out = Ops.apply(this, all[0].flatten(0, 1), all[1].flatten(0, 1), inputs[2]);
                return new Tensor[] {Batching.split(out, 0, size)};
            }
            Tensor[] all = Batching.expanded(inputs, dims, size);
            var op = new ConvolutionBackward(of, geometry.withGroups(size * geometry.groups()));
            Tensor out =
                    Ops.apply(
                            op,
                            Inside.besideChannels(all[0]),
                            Inside.besideChannels(all[1]),
                            all[2].flatten(0, 1));
            return new Tensor[] {
                switch (of) {
                    case INPUT -> Inside.fromChannels(out, size);
                    case WEIGHT, BIAS -> Batching.split(out, 0, size);
                }
            };
        }

        @Override
        public Map<String, Object> parameters() {
            return geometry.parameters();
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static Tensor convolution(ConvGeometry geometry, Tensor x, Tensor w) {
            return Ops.apply(new Convolution(geometry, false), x, w);
        }

        static int[] allButChannels(int rank) {
            int[] dims = new int[rank - 1];
            Arrays.setAll(dims, d -> d == 0 ? 0 : d + 1);
            return dims;
        }

        /// `[C]` to `[C, 1, ...]`, so that it broadcasts over `[N, C, ...]`
        static Tensor besidePlaces(Tensor channels, int[] shape) {
            int[] wide = new int[shape.length - 1];
            Arrays.fill(wide, 1);
            wide[0] = shape[1];
            return channels.view(wide);
        }

        static Tensor overPlaces(Tensor bias, ConvGeometry g, Saved s) {
            int[] x = s.shape(0);
            int[] w = s.shape(1);
            int[] sizes =
                    g.result(
                            Arrays.copyOfRange(x, 2, x.length), Arrays.copyOfRange(w, 2, w.length));
            int[] shape = new int[x.length];
            shape[0] = x[0];
            shape[1] = g.transposed() ? w[1] * g.groups() : w[0];
            System.arraycopy(sizes, 0, shape, 2, sizes.length);
            return Fitting.broadcastTo(besidePlaces(bias, shape), shape);
        }

        /// `[B, N, C, ...]` to `[N, B * C, ...]`
        static Tensor besideChannels(Tensor batch) {
            return batch.transpose(0, 1).flatten(1, 2);
        }

        /// `[N, B * C, ...]` to `[B, N, C, ...]`
        static Tensor fromChannels(Tensor t, int size) {
            return Batching.split(t, 1, size).transpose(0, 1);
        }
    }
}
