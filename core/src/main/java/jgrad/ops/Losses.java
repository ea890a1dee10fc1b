package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.places.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// The negative log likelihood of classes, and the rows of a table.
public sealed interface Losses extends Op {

    /// the likelihoods that the targets name, negated, weighted and reduced; inputs
    /// log-probabilities, target, then class weights if there are any; results loss and total
    /// weight
    record NllLoss(
            boolean hasWeight,
            long ignoreIndex,
            jgrad.kernels.rows.NllLoss.Reduction reduction,
            boolean spatial)
            implements Losses, MultiOp {
        @Override
        public String torchName() {
            return spatial ? "nll_loss2d" : "nll_loss";
        }

        @Override
        public String nodeName() {
            return spatial ? "NllLoss2DBackward0" : "NllLossBackward0";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "target" : "weight";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "result" : "total_weight";
        }

        @Override
        public int edges(int inputs) {
            return 1;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            var loss =
                    jgrad.kernels.rows.NllLoss.forward(
                            in[0], in[1], hasWeight ? in[2] : null, ignoreIndex, reduction);
            return new Tensor[] {loss.value(), loss.totalWeight()};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            if (i != 0 || g[0] == null) {
                return null;
            }
            var op = new NllLossBackward(this);
            return hasWeight
                    ? Ops.apply(op, g[0], s.input(0), s.input(1), s.result(1), s.input(2))
                    : Ops.apply(op, g[0], s.input(0), s.input(1), s.result(1));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null) {
                return new @Nullable Tensor[2];
            }
            Tensor[] out =
                    hasWeight
                            ? Ops.apply(this, t[0], s.input(1), s.input(2))
                            : Ops.apply(this, t[0], s.input(1));
            return new @Nullable Tensor[] {out[0], null};
        }

        @Override
        public int reads(int i) {
            return i == 0 ? SELF | OTHER | RESULT | (hasWeight ? 1 << 2 : 0) : 0;
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("ignore_index", ignoreIndex, "reduction", reduction);
        }
    }

    /// the gradient of [NllLoss]; inputs grad, log-probabilities (their shape counts), target,
    /// total weight, then class weights if there are any
    record NllLossBackward(NllLoss loss) implements Losses, NaryOp {
        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public String nodeName() {
            return loss.spatial ? "NllLoss2DBackwardBackward0" : "NllLossBackwardBackward0";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return jgrad.kernels.rows.NllLoss.backward(
                    in[0],
                    in[1],
                    in[2],
                    loss.hasWeight ? in[4] : null,
                    loss.ignoreIndex,
                    loss.reduction,
                    in[3]);
        }

        // linear in the incoming gradient: its transpose is the loss itself
        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i != 0) {
                return null;
            }
            return loss.hasWeight
                    ? Ops.apply(loss, g, s.input(2), s.input(4))[0]
                    : Ops.apply(loss, g, s.input(2))[0];
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null) {
                return null;
            }
            return loss.hasWeight
                    ? Ops.apply(this, t[0], s.input(1), s.input(2), s.input(3), s.input(4))
                    : Ops.apply(this, t[0], s.input(1), s.input(2), s.input(3));
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 1 << 2 | (loss.hasWeight ? 1 << 4 : 0) : 0;
        }
    }

    /// the rows of `self` that an integer tensor names; row `paddingIdx` (-1 for none) gets no
    /// gradient
    record Embedding(int paddingIdx, boolean byFrequency) implements Losses, Placed {
        @Override
        public String inputName(int i) {
            return i == 0 ? "weight" : "indices";
        }

        @Override
        public Tensor forward(Tensor weight, Tensor indices) {
            return Lookup.embedding(weight, indices);
        }

        @Override
        public Tensor back(Tensor g, Tensor indices, int[] shape) {
            return Ops.apply(
                    new EmbeddingDenseBackward(shape[0], paddingIdx, byFrequency), g, indices);
        }
    }

    /// the gradient of [Embedding]: rows of `grad` added up where they came from; inputs grad,
    /// indices
    record EmbeddingDenseBackward(int rows, int paddingIdx, boolean byFrequency)
            implements Losses, Placed {
        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "indices";
        }

        @Override
        public Tensor forward(Tensor grad, Tensor indices) {
            return Lookup.embeddingBackward(grad, indices, rows, paddingIdx, byFrequency);
        }

        @Override
        public Tensor back(Tensor g, Tensor indices, int[] shape) {
            Tensor chosen = Ops.apply(new Embedding(-1, false), g, indices);
            return paddingIdx < 0
                    ? chosen
                    : chosen.maskedFill(indices.eq((long) paddingIdx).unsqueeze(-1), 0.0);
        }
    }
}
