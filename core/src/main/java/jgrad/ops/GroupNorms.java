package jgrad.ops;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.rows.GroupNorm;
import jgrad.ops.ChannelNorms.Given;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Normalization of groups of a sample's channels.
public sealed interface GroupNorms extends Op {

    /// `(x - mean) / sqrt(var + eps) * weight + bias` with the moments of each of `groups` of a
    /// sample's channels; inputs x, weight and bias if there are any; results y, mean, 1/std
    record NativeGroupNorm(int groups, Given given, double eps) implements GroupNorms, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "input" : i == 1 && given.weight() ? "weight" : "bias";
        }

        @Override
        public String outputName(int k) {
            return "result" + k;
        }

        // weight and bias have their edges also where they are absent
        @Override
        public int edges(int inputs) {
            return 3;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor weight = given.weight() ? in[1] : null;
            Tensor bias = given.bias() ? in[given.biasAt()] : null;
            GroupNorm.Result out = GroupNorm.forward(in[0], groups, weight, bias, eps);
            return new Tensor[] {out.y(), out.mean(), out.rstd()};
        }

        @Override
        public boolean savesResult(int k) {
            return k > 0;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return gradAll(g, s)[i];
        }

        @Override
        public @Nullable Tensor[] gradAll(@Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] grads = new @Nullable Tensor[3];
            Tensor x = s.input(0);
            Tensor weight = given.weight() ? s.input(1) : null;
            Tensor incoming = g[0];
            boolean plain =
                    !Autograd.isGradEnabled()
                            && incoming != null
                            && g[1] == null
                            && g[2] == null
                            && !Ops.isLifted(incoming)
                            && !Ops.isLifted(x)
                            && (weight == null || !Ops.isLifted(weight));
            @Nullable Tensor[] found;
            if (incoming != null && plain) {
                GroupNorm.Gradients fused =
                        GroupNorm.backward(incoming, x, groups, weight, s.result(1), s.result(2));
                found = new Tensor[] {fused.dx(), fused.dw(), fused.db()};
            } else {
                found = composed(g, x, weight, s.result(1), s.result(2));
            }
            grads[0] = found[0];
            if (given.weight()) {
                grads[1] = found[1];
            }
            if (given.bias()) {
                grads[given.biasAt()] = found[2];
            }
            return grads;
        }

        /// By ordinary operations. The moments are results of this operation, and differentiable:
        /// so is what is written with them, as often as one likes.
        private @Nullable Tensor[] composed(
                @Nullable Tensor[] g, Tensor x, @Nullable Tensor weight, Tensor mean, Tensor rstd) {
            int[] shape = Raw.shape(x);
            int n = shape[0];
            int[] split = Inside.split(shape, groups);
            int[] perGroup = {n, groups, 1, 1};
            int[] inGroup = {2, 3};
            Tensor m = mean.view(perGroup);
            Tensor r = rstd.view(perGroup);
            Tensor centred = x.reshape(split).sub(m);
            double count = (double) split[2] * split[3];
            Tensor dx = null;
            Tensor dw = null;
            Tensor db = null;
            if (g[0] != null) {
                Tensor hat = centred.mul(r);
                Tensor gy = g[0].reshape(split);
                int[] perChannel = {1, groups, split[2], 1};
                int[] rest = {0, 3};
                Tensor gw = weight == null ? gy : gy.mul(weight.view(perChannel));
                Tensor mixed = gw.mul(hat).mean(inGroup, true);
                Tensor back = gw.mean(inGroup, true).add(hat.mul(mixed)).neg();
                dx = gw.mul(r).add(back.mul(r));
                int[] channels = {shape[1]};
                dw = gy.mul(hat).sum(rest, false).view(channels);
                db = gy.sum(rest, false).view(channels);
            }
            if (g[1] != null) {
                Tensor part = Fitting.broadcastTo(g[1].reshape(perGroup).div(count), split);
                dx = dx == null ? part : dx.add(part);
            }
            if (g[2] != null) {
                Tensor slope = r.pow(3L).mul(g[2].reshape(perGroup)).div(-count);
                Tensor part = centred.mul(slope);
                dx = dx == null ? part : dx.add(part);
            }
            return new @Nullable Tensor[] {dx == null ? null : dx.view(shape), dw, db};
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor x = s.input(0);
            int[] shape = Raw.shape(x);
            int[] split = Inside.split(shape, groups);
            int[] perGroup = {shape[0], groups, 1, 1};
            int[] perChannel = {1, groups, split[2], 1};
            int[] inGroup = {2, 3};
            Tensor r = s.result(2).view(perGroup);
            Tensor hat = x.reshape(split).sub(s.result(1).view(perGroup)).mul(r);
            Tensor sum = null;
            Tensor ofMean = null;
            Tensor ofRstd = null;
            if (t[0] != null) {
                Tensor moved = t[0].reshape(split);
                Tensor mean = moved.mean(inGroup, true);
                Tensor mixed = moved.mul(hat).mean(inGroup, true);
                sum = moved.sub(mean).sub(hat.mul(mixed)).mul(r);
                sum = given.weight() ? sum.mul(s.input(1).view(perChannel)) : sum;
                ofMean = mean.view(Raw.shape(s.result(1)));
                ofRstd = mixed.mul(r.mul(r)).neg().view(Raw.shape(s.result(1)));
            }
            if (given.weight() && t[1] != null) {
                sum = Laws.add(sum, hat.mul(t[1].view(perChannel)));
            }
            Tensor ofBias = given.bias() ? t[given.biasAt()] : null;
            if (ofBias != null) {
                sum = Laws.add(sum, Fitting.broadcastTo(ofBias.view(perChannel), split));
            }
            return new @Nullable Tensor[] {sum == null ? null : sum.view(shape), ofMean, ofRstd};
        }

        @Override
        public int reads(int i) {
            return SELF | (given.weight() ? OTHER : 0) | RESULT;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("group", (long) groups, "eps", eps);
        }
    }

    /// What this record calls.
    final class Inside {
        private Inside() {}

        /// `[N, groups, C / groups, the rest]`
        static int[] split(int[] shape, int groups) {
            int rest = 1;
            for (int d = 2; d < shape.length; d++) {
                rest *= shape[d];
            }
            return new int[] {shape[0], groups, shape[1] / groups, rest};
        }
    }
}
