package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Views by sizes and strides over the storage, and their derivatives.
///
/// Note [Geometry of the storage]: what such a view shows depends on where its input lies, not on
/// the input's indices, so its derivative goes by places in storage. A place that the view shows
/// twice gets both gradients; one that the input shows twice shares its gradient equally among the
/// input's elements there; one that the input does not show is a constant.
public sealed interface Strides extends Op {

    /// any sizes and strides over the storage
    record AsStrided(int[] shape, int[] strides, int offset) implements Strides, Laws.Linear {
        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public Tensor forward(Tensor self) {
            check();
            long last = offset;
            for (int d = 0; d < shape.length; d++) {
                last += Math.max(shape[d] - 1L, 0) * strides[d];
            }
            if (Layout.numel(shape) > 0 && last >= Raw.storage(self).size()) {
                throw new IllegalArgumentException(
                        "setStorage: sizes "
                                + Arrays.toString(shape)
                                + ", strides "
                                + Arrays.toString(strides)
                                + ", storage offset "
                                + offset
                                + " are out of bounds for storage of size "
                                + Raw.storage(self).size());
            }
            return Views.Inside.view(self, shape, strides, offset);
        }

        private void check() {
            if (shape.length != strides.length) {
                throw new IllegalArgumentException(
                        "as_strided: mismatch in length of strides and shape: sizes "
                                + Arrays.toString(shape)
                                + ", strides "
                                + Arrays.toString(strides));
            }
            for (int d = 0; d < shape.length; d++) {
                if (shape[d] < 0) {
                    throw new IllegalArgumentException(
                            "as_strided: Trying to create tensor with negative dimension "
                                    + shape[d]
                                    + ": "
                                    + Arrays.toString(shape));
                }
                if (strides[d] < 0) {
                    throw new IllegalArgumentException(
                            "as_strided: Negative strides are not supported at the moment, got"
                                    + " strides: "
                                    + Arrays.toString(strides));
                }
            }
            if (offset < 0) {
                throw new IllegalArgumentException(
                        "as_strided: Tensor: invalid storage offset " + offset);
            }
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor batch = inputs[0];
            int[] wide = Views.Inside.withFront(size, shape);
            int[] steps = Views.Inside.withFront(Raw.strides(batch)[dims[0]], strides);
            return new Tensor[] {Ops.view(new AsStrided(wide, steps, offset), batch)};
        }

        private Layout layout() {
            return new Layout(shape, strides, offset);
        }

        // a tangent lies where it likes, so this is no view of it; forward mode has its own rule
        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return Ops.apply(new Relaid(s.layout(0), layout(), false), t);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new Relaid(s.layout(0), layout(), true), g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of(
                    "size", list(shape), "stride", list(strides), "storage_offset", (long) offset);
        }

        private static List<Long> list(int[] values) {
            return Arrays.stream(values).asLongStream().boxed().toList();
        }
    }

    /// the derivative of [AsStrided], whatever its argument's own layout: elements that lie by
    /// `input` are read by `view`; or, if `back`, the transpose of that
    record Relaid(Layout input, Layout view, boolean back) implements Strides, Laws.Linear {
        @Override
        public String torchName() {
            return back ? "as_strided_backward" : "as_strided_tangent";
        }

        @Override
        public Tensor forward(Tensor self) {
            int low = Math.min(input.offset(), view.offset());
            int places = Math.max(input.end(), view.end()) - low;
            Layout from = (back ? view : input).shifted(-low);
            Layout to = (back ? input : view).shifted(-low);
            Tensor whole = Constants.zeros(new int[] {places}, self.dtype());
            Regions.Inside.addInto(whole, from, self);
            if (Regions.Inside.mayOverlap(input)) {
                share(whole, input.shifted(-low));
            }
            var read = new Tensor(Raw.storage(whole), to, self.dtype());
            return to.numel() == places && to.isNonOverlappingAndDense()
                    ? read
                    : Types.copy(read, self.dtype());
        }

        /// Divides each place by the number of elements that lie there.
        private static void share(Tensor whole, Layout layout) {
            var counts = new int[whole.numel()];
            for (int i = 0; i < layout.numel(); i++) {
                counts[layout.indexOf(i)]++;
            }
            Storage storage = Raw.storage(whole);
            for (int p = 0; p < counts.length; p++) {
                if (counts[p] > 1) {
                    double value = Elements.asDouble(whole.dtype(), storage.array(), p);
                    Elements.put(whole.dtype(), storage.array(), p, value / counts[p]);
                }
            }
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new Relaid(input, view, !back), g);
        }

        // the batch lies in a storage for each sample
        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            int low = Math.min(input.offset(), view.offset());
            int places = Math.max(input.end(), view.end()) - low;
            var op =
                    new Relaid(
                            repeated(input, low, places, size),
                            repeated(view, low, places, size),
                            back);
            return new Tensor[] {Ops.apply(op, Batching.toFront(inputs[0], dims[0]))};
        }

        private static Layout repeated(Layout one, int low, int places, int size) {
            return new Layout(
                    Views.Inside.withFront(size, one.shape()),
                    Views.Inside.withFront(places, one.strides()),
                    one.offset() - low);
        }
    }
}
