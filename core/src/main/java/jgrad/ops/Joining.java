package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.places.Rearrange;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// Several tensors made one.
public sealed interface Joining extends Op {
    @Override
    default boolean keepsNarrow() {
        return true;
    }

    /// the parts one behind the other along an existing dimension
    record Cat(int dim) implements Joining, NaryOp {
        @Override
        public Tensor forward(Tensor[] in) {
            DType type = in[0].dtype();
            for (Tensor part : in) {
                type = DType.promote(type, part.dtype());
            }
            var parts = new Tensor[in.length];
            for (int i = 0; i < in.length; i++) {
                parts[i] = Types.cast(in[i], type);
            }
            return Rearrange.cat(parts, Inside.wrapped(dim, parts));
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            int d = Dims.wrap(dim, g.dim());
            int from = 0;
            for (int k = 0; k < i; k++) {
                from += Inside.sizeAt(s.shape(k), d, g.dim());
            }
            return part(i, g, d, from, s);
        }

        private static Tensor part(int i, Tensor g, int d, int from, Saved s) {
            return s.shape(i).length != g.dim()
                    ? jgrad.Tensors.zeros(s.shape(i), g.dtype())
                    : g.narrow(d, from, Inside.sizeAt(s.shape(i), d, g.dim()));
        }

        // each part begins where the one before ends, which one after the other would count anew
        @Override
        public @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
            Tensor whole = g[0];
            if (whole == null || s.inputs() < 32) {
                return null;
            }
            int d = Dims.wrap(dim, whole.dim());
            @Nullable Tensor[] parts = new @Nullable Tensor[s.inputs()];
            int from = 0;
            for (int i = 0; i < parts.length; i++) {
                parts[i] = part(i, whole, d, from, s);
                from += Inside.sizeAt(s.shape(i), d, whole.dim());
            }
            return parts;
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return Ops.apply(this, Inside.filled(t, s));
        }

        @Override
        public int reads(int i) {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            int rank = inputs[0].dim() - (dims[0] < 0 ? 0 : 1);
            return new Tensor[] {
                Ops.apply(new Cat(Dims.wrap(dim, rank) + 1), Batching.expanded(inputs, dims, size))
            };
        }
    }

    /// the parts side by side along a new dimension
    record Stack(int dim) implements Joining, NaryOp {
        @Override
        public Tensor forward(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim() + 1);
            DType type = in[0].dtype();
            for (int i = 1; i < in.length; i++) {
                if (!java.util.Arrays.equals(Raw.shape(in[i]), Raw.shape(in[0]))) {
                    throw new IllegalArgumentException(
                            "stack expects each tensor to be equal size, but got "
                                    + java.util.Arrays.toString(Raw.shape(in[0]))
                                    + " at entry 0 and "
                                    + java.util.Arrays.toString(Raw.shape(in[i]))
                                    + " at entry "
                                    + i);
                }
                type = DType.promote(type, in[i].dtype());
            }
            var parts = new Tensor[in.length];
            for (int i = 0; i < in.length; i++) {
                parts[i] = new Axes.Unsqueeze(d).forward(Types.cast(in[i], type));
            }
            return Rearrange.cat(parts, d);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return g.select(Dims.wrap(dim, g.dim()), i);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return Ops.apply(this, Inside.filled(t, s));
        }

        @Override
        public int reads(int i) {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            int rank = inputs[0].dim() - (dims[0] < 0 ? 0 : 1);
            return new Tensor[] {
                Ops.apply(
                        new Stack(Dims.wrap(dim, rank + 1) + 1),
                        Batching.expanded(inputs, dims, size))
            };
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int wrapped(int dim, Tensor[] parts) {
            for (Tensor part : parts) {
                if (part.dim() != 1 || part.numel() > 0) {
                    return part.dim() == 0 ? dim : Dims.wrap(dim, part.dim());
                }
            }
            return Dims.wrap(dim, 1);
        }

        static int sizeAt(int[] shape, int d, int rank) {
            return shape.length == rank
                    ? shape[d]
                    : 0; // an empty 1-d tensor may stand among the others
        }

        static Tensor[] filled(@Nullable Tensor[] t, Saved s) {
            var all = new Tensor[t.length];
            for (int i = 0; i < t.length; i++) {
                Tensor tangent = t[i];
                all[i] = tangent == null ? jgrad.Tensors.zeros(s.shape(i), s.dtype(i)) : tangent;
            }
            return all;
        }
    }
}
