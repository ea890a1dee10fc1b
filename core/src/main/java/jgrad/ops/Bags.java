package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.places.BagRows;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Bags of rows of a matrix, each made one row.
public sealed interface Bags extends Op {

    /// What becomes of the rows of a bag.
    enum Mode {
        SUM,
        MEAN,
        MAX
    }

    /// the sum (of weighted rows, if there are weights), the mean or the maximum of the rows in
    /// each bag; inputs matrix, weights if there are any, the row of each entry, and the bag of
    /// each entry; results bags, and for the maximum which row it was
    ///
    /// Entries that name `paddingIdx` (-1: none) are in no bag.
    record EmbeddingBag(Mode mode, int bags, int paddingIdx, boolean byFrequency, boolean weighted)
            implements Bags, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0
                    ? "weight"
                    : i == 1 && weighted
                            ? "per_sample_weights"
                            : i == rows() ? "indices" : "offset2bag";
        }

        @Override
        public int edges(int inputs) {
            return 2; // the weights have theirs also where they are absent
        }

        private int rows() {
            return weighted ? 2 : 1;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor weights = weighted ? in[1] : null;
            BagRows.Result out =
                    BagRows.forward(
                            in[0],
                            weights,
                            in[rows()],
                            in[rows() + 1],
                            bags,
                            paddingIdx,
                            BagRows.Kind.valueOf(mode.name()));
            return new Tensor[] {out.bags(), out.sizes(), out.largest()};
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public boolean savesResult(int k) {
            return k > 0;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor incoming = g[0];
            if (incoming == null) {
                return null;
            }
            if (mode == Mode.MAX) {
                // a bag without rows names row 0, and its zeros depend on nothing
                Tensor full = s.result(1).gt(0).unsqueeze(1).to(incoming.dtype());
                return Tensors.zeros(s.shape(0), incoming.dtype())
                        .scatterAdd(0, s.result(2), incoming.mul(full));
            }
            Tensor rows = s.input(rows());
            Tensor each = incoming.indexSelect(0, s.input(rows() + 1));
            if (i == 1) {
                Tensor chosen = s.input(0).indexSelect(0, rows);
                return each.mul(chosen).sum(new int[] {1}, false).mul(counted(rows, each.dtype()));
            }
            if (mode == Mode.MEAN) {
                Tensor sizes = s.result(1).indexSelect(0, s.input(rows() + 1));
                each = each.div(sizes.clamp(1, Integer.MAX_VALUE).unsqueeze(1).to(each.dtype()));
            } else if (weighted) {
                each = each.mul(s.input(1).unsqueeze(1));
            }
            return Ops.apply(
                    new Losses.EmbeddingDenseBackward(s.shape(0)[0], paddingIdx, byFrequency),
                    each,
                    rows);
        }

        /// 0 for entries that are in no bag, else 1.
        private Tensor counted(Tensor rows, DType type) {
            return rows.ne((long) paddingIdx).to(type);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            if (t[0] != null) {
                sum =
                        mode == Mode.MAX
                                ? t[0].gather(0, s.result(2))
                                        .mul(s.result(1).gt(0).unsqueeze(1).to(t[0].dtype()))
                                : again(t[0], weighted ? s.input(1) : null, s);
            }
            if (weighted && t[1] != null) {
                sum = Laws.add(sum, again(s.input(0), t[1], s));
            }
            return new @Nullable Tensor[] {sum, null, null};
        }

        private Tensor again(Tensor matrix, @Nullable Tensor weights, Saved s) {
            Tensor rows = s.input(rows());
            Tensor bag = s.input(rows() + 1);
            return weights == null
                    ? Ops.apply(this, matrix, rows, bag)[0]
                    : Ops.apply(this, matrix, weights, rows, bag)[0];
        }

        @Override
        public int reads(int i) {
            int places = 3 << rows();
            return switch (mode) {
                case MAX -> RESULT;
                case MEAN -> places | RESULT;
                case SUM -> places | (weighted ? i == 0 ? OTHER : SELF : 0);
            };
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of(
                    "mode", (long) mode.ordinal(),
                    "padding_idx", (long) paddingIdx,
                    "scale_grad_by_freq", byFrequency);
        }
    }
}
