package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import java.util.Map;

/// Elements of images in another order: channels that become places, and channels among each other.
///
/// Each is a dimension made two, another order of dimensions, and two made one.
public sealed interface Shuffles extends Op, Laws.Linear {

    /// `[.., C r r, H, W]` to `[.., C, H r, W r]`
    record PixelShuffle(int factor) implements Shuffles {
        @Override
        public Tensor forward(Tensor self) {
            int[] s = Raw.shape(self);
            int lead = s.length - 3;
            int r = factor;
            int[] wide = Inside.with(s, lead, s[lead] / (r * r), r, r, s[lead + 1], s[lead + 2]);
            int[] shape = Inside.with(s, lead, s[lead] / (r * r), s[lead + 1] * r, s[lead + 2] * r);
            return Inside.moved(self, wide, lead, new int[] {0, 3, 1, 4, 2}, shape);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new PixelUnshuffle(factor), g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("upscale_factor", (long) factor);
        }
    }

    /// `[.., C, H r, W r]` to `[.., C r r, H, W]`
    record PixelUnshuffle(int factor) implements Shuffles {
        @Override
        public Tensor forward(Tensor self) {
            int[] s = Raw.shape(self);
            int lead = s.length - 3;
            int r = factor;
            int[] wide = Inside.with(s, lead, s[lead], s[lead + 1] / r, r, s[lead + 2] / r, r);
            int[] shape = Inside.with(s, lead, s[lead] * r * r, s[lead + 1] / r, s[lead + 2] / r);
            return Inside.moved(self, wide, lead, new int[] {0, 2, 4, 1, 3}, shape);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new PixelShuffle(factor), g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("downscale_factor", (long) factor);
        }
    }

    /// the channels of each of `groups` in turn: channel `c` of group `g` at `c * groups + g`
    record ChannelShuffle(int groups) implements Shuffles {
        @Override
        public Tensor forward(Tensor self) {
            int[] s = Raw.shape(self);
            int lead = 1;
            int rest = 1;
            for (int d = lead + 1; d < s.length; d++) {
                rest *= s[d];
            }
            int[] wide = Inside.with(s, lead, groups, s[lead] / groups, rest);
            return Inside.moved(self, wide, lead, new int[] {1, 0, 2}, s);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new ChannelShuffle(s.shape()[1] / groups), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor all = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {Batching.split(Ops.apply(this, all.flatten(0, 1)), 0, size)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("groups", (long) groups);
        }
    }

    @Override
    default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
        return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// `shape` up to `lead`, and these sizes.
        static int[] with(int[] shape, int lead, int... sizes) {
            int[] out = java.util.Arrays.copyOf(shape, lead + sizes.length);
            System.arraycopy(sizes, 0, out, lead, sizes.length);
            return out;
        }

        /// The elements seen in the shape `wide`, its dimensions from `lead` on in another order.
        static Tensor moved(Tensor self, int[] wide, int lead, int[] order, int[] shape) {
            Tensor dense = self.isContiguous() ? self : Types.copyRowMajor(self);
            int[] strides = Layout.rowMajorStrides(wide);
            int[] sizes = wide.clone();
            int[] steps = strides.clone();
            for (int i = 0; i < order.length; i++) {
                sizes[lead + i] = wide[lead + order[i]];
                steps[lead + i] = strides[lead + order[i]];
            }
            Layout from = new Layout(sizes, steps, Raw.offset(dense));
            var view = new Tensor(Raw.storage(dense), from, self.dtype());
            Tensor out = Types.copyRowMajor(view);
            return new Tensor(Raw.storage(out), Layout.contiguous(shape), self.dtype());
        }
    }
}
