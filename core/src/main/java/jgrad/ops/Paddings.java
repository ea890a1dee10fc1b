package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.resample.Borders;
import jgrad.kernels.resample.Resample;
import jgrad.kernels.resample.Taps;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Longer dimensions, filled with a number or with elements from within.
///
/// Lengths are pairs `[before, after]` from the last dimension on; a negative length cuts.
public sealed interface Paddings extends Op {

    /// filled with one number
    record ConstantPadNd(int[] pad, Number value) implements Paddings, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            int[] from = Raw.shape(self);
            int rank = from.length;
            int[] shape = from.clone();
            int[] inner = from.clone();
            int[] read = new int[rank];
            int[] write = new int[rank];
            for (int k = 0; k < pad.length / 2; k++) {
                int d = rank - 1 - k;
                int before = pad[2 * k];
                int after = pad[2 * k + 1];
                shape[d] = from[d] + before + after;
                read[d] = Math.max(0, -before);
                write[d] = Math.max(0, before);
                inner[d] = from[d] - read[d] - Math.max(0, -after);
                if (shape[d] < 0) {
                    throw new IllegalArgumentException(
                            "The input size "
                                    + from[d]
                                    + ", plus negative padding "
                                    + before
                                    + " and "
                                    + after
                                    + " resulted in a negative output size, which is invalid. Check"
                                    + " dimension "
                                    + d
                                    + " of your input.");
                }
                if (inner[d] < 0) {
                    throw new IllegalArgumentException("narrow(): length must be non-negative.");
                }
            }
            Layout to = Layout.contiguous(shape);
            DType type = self.dtype();
            Object array = Storage.uninitializedArray(type, to.numel());
            Tensor number = Types.number(value, type);
            Layout everywhere = new Layout(shape, new int[rank], Raw.offset(number));
            Cast.copy(number.dtype(), Raw.storage(number).array(), everywhere, type, array, to);
            Layout source = part(Raw.layout(self), inner, read);
            Cast.copy(type, Raw.storage(self).array(), source, type, array, part(to, inner, write));
            return new Tensor(new Storage(array), to, type);
        }

        private static Layout part(Layout whole, int[] shape, int[] start) {
            int at = whole.offset();
            for (int d = 0; d < shape.length; d++) {
                at += start[d] * whole.strides()[d];
            }
            return new Layout(shape, whole.strides(), at);
        }

        private ConstantPadNd withZeros(int sign) {
            int[] lengths = new int[pad.length];
            Arrays.setAll(lengths, i -> sign * pad[i]);
            return new ConstantPadNd(lengths, 0L);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(withZeros(-1), g);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return Ops.apply(withZeros(1), t);
        }

        @Override
        public int reads() {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("pad", Views.Inside.list(pad));
        }
    }

    /// with what a mirror at the end shows, or with the element at the end
    record BorderPad(boolean reflects, int[] pad) implements Paddings, Laws.Linear {
        @Override
        public String torchName() {
            return (reflects ? "reflection_pad" : "replication_pad") + pad.length / 2 + "d";
        }

        @Override
        public String nodeName() {
            return Pooling.Inside.withD(OpNames.camel(torchName())) + "Backward0";
        }

        Taps[] maps(int[] shape) {
            int dims = pad.length / 2;
            Taps[] maps = new Taps[dims];
            for (int k = 0; k < dims; k++) {
                int n = shape[shape.length - 1 - k];
                maps[dims - 1 - k] =
                        reflects
                                ? Borders.reflected(n, pad[2 * k], pad[2 * k + 1])
                                : Borders.replicated(n, pad[2 * k], pad[2 * k + 1]);
            }
            return maps;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Resample.of(self, maps(Raw.shape(self)));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new BorderPadBackward(this), g, s.self());
        }

        @Override
        public int reads() {
            return SELF; // for its shape alone, but the node of the gradient knows it
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("padding", Views.Inside.list(pad));
        }
    }

    /// the gradient of [BorderPad]; inputs grad, self
    record BorderPadBackward(BorderPad of) implements Paddings, BinaryOp {
        @Override
        public String torchName() {
            return of.torchName() + "_backward";
        }

        @Override
        public String nodeName() {
            return of.nodeName().replace("Backward0", "BackwardBackward0");
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "self";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Taps[] maps = of.maps(Raw.shape(other));
            Arrays.setAll(maps, d -> maps[d].transposed());
            return Resample.of(self, maps);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(of, g);
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Tensors.zeros(s.shape(1), s.dtype(1));
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : Ops.apply(this, tSelf, s.other());
        }

        @Override
        public int readsForSelf() {
            return 0;
        }

        @Override
        public int readsForOther() {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] all = Batching.expanded(inputs, dims, size);
            return new Tensor[] {Ops.apply(this, all[0], all[1])};
        }
    }
}
