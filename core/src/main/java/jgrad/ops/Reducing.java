package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Many elements made one, along some dimensions: the law of all reductions.
///
/// Dimensions, `keepdim`, the node's number, the parameters that a node shows and the batching rule
/// come from here. A reduction that is no sum says its [OfBoth#weights]: the derivative of a result
/// by each of its elements. The gradient is the incoming one times the weights, and forward mode
/// the sum of the tangents times the same weights.
interface Reducing extends UnaryOp {
    /// along which dimensions, counted from the end if negative; null for all of them, without dims
    /// in the call
    default int @Nullable [] dims() {
        return null;
    }

    default boolean keepdim() {
        return false;
    }

    /// the same reduction along other dimensions
    UnaryOp over(int[] dims);

    /// PyTorch numbers `sum()` and `sum(dim)` apart.
    @Override
    default int variant() {
        return dims() == null ? 0 : 1;
    }

    @Override
    default Map<String, Object> parameters() {
        int[] dims = dims();
        return dims == null
                ? Map.of()
                : Map.of("dim", Views.Inside.list(dims), "keepdim", keepdim());
    }

    /// The dimensions in which the kernels reduce `self`; null for all.
    default int @Nullable [] along(Tensor self) {
        int[] dims = dims();
        if (dims == null) {
            return null;
        }
        int[] wrapped = Dims.wrap(dims, self.dim());
        return self.dim() == 0 ? new int[0] : wrapped;
    }

    /// `t`, which has the shape of a result, with the dimensions that are gone back as 1, so that
    /// it broadcasts over `shape`.
    default Tensor wide(Tensor t, int[] shape) {
        int[] dims = dims();
        if (keepdim() || shape.length == 0 || dims == null || dims.length == 0) {
            return t; // a result without dimensions broadcasts as it is
        }
        int[] sorted = Dims.wrap(dims, shape.length);
        Arrays.sort(sorted);
        Tensor out = t;
        for (int d : sorted) {
            out = out.unsqueeze(d);
        }
        return out;
    }

    /// The dimensions of a tensor of `rank` that are reduced; no dims means all of them.
    static int[] of(int @Nullable [] dims, int rank) {
        if (dims != null && dims.length > 0) {
            int[] wrapped = Dims.wrap(dims, rank);
            return rank == 0 ? new int[0] : wrapped;
        }
        var all = new int[rank];
        Arrays.setAll(all, d -> d);
        return all;
    }

    /// How many elements become one.
    static int count(int[] shape, int @Nullable [] dims) {
        int n = 1;
        for (int d : of(dims, shape.length)) {
            n *= shape[d];
        }
        return n;
    }

    @Override
    default Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
        Tensor front = Batching.toFront(inputs[0], bdims[0]);
        int rank = front.dim() - 1;
        if (rank == 0) {
            Tensor line = Ops.apply(over(new int[] {1}), front.unsqueeze(1));
            return new Tensor[] {line.reshape(front.size(0))};
        }
        int[] shifted = of(dims(), rank).clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i]++;
        }
        return new Tensor[] {Ops.apply(over(shifted), front)};
    }

    /// A sum of the elements times a number: nothing is read.
    interface Linear extends Reducing {
        /// `wide`, which broadcasts over `shape`, times the derivative
        Tensor spread(Tensor wide, int[] shape);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return spread(wide(g, s.shape()), s.shape());
        }

        @Override
        default Tensor jvp(Tensor t, Saved s) {
            return Ops.apply(this, t);
        }

        @Override
        default int reads() {
            return 0;
        }
    }

    /// The weights are written with the elements alone.
    interface OfSelf extends Reducing {
        /// the derivative of the result by each element
        Tensor weights(Tensor self);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return wide(g, s.shape()).mul(weights(s.self()));
        }

        @Override
        default Tensor jvp(Tensor t, Saved s) {
            return summed(weights(s.self()).mul(t));
        }

        @Override
        default int reads() {
            return SELF;
        }
    }

    /// The weights are written with the elements and the result.
    interface OfBoth extends Reducing {
        /// the derivative of the result by each element; `result` broadcasts over `self`
        Tensor weights(Tensor self, Tensor result);

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return wide(g, s.shape()).mul(weights(s.self(), wide(s.result(), s.shape())));
        }

        @Override
        default Tensor jvp(Tensor t, Saved s) {
            return summed(weights(s.self(), wide(s.result(), s.shape())).mul(t));
        }

        @Override
        default int reads() {
            return SELF | RESULT;
        }
    }

    /// the sum along the dimensions of this reduction
    default Tensor summed(Tensor t) {
        int[] dims = dims();
        return dims == null ? t.sum() : t.sum(dims, keepdim());
    }
}
