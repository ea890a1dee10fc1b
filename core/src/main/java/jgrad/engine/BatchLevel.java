package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.FunctionN;
import jgrad.ops.Copies;
import jgrad.ops.Joining;
import jgrad.ops.Op;
import jgrad.ops.Regions;
import jgrad.ops.Strides;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/// vmap: each tensor stands for one sample and holds a batch of them, along a dimension that the
/// function does not see.
///
/// An operation is done by its record's batching rule; where that gives null, sample by sample.
public final class BatchLevel extends Level {
    private static final String ITEM =
            "vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over"
                + " calling .item() on a Tensor, please try to rewrite what you're doing with other"
                + " operations. If error is occurring somewhere inside PyTorch internals, please"
                + " file a bug report.";
    private static final String CONTROL_FLOW =
            "vmap: It looks like you're attempting to use a Tensor in some data-dependent control"
                    + " flow. We don't support that yet, please shout over at"
                    + " https://github.com/pytorch/functorch/issues/257 .";

    private final int size;

    public BatchLevel(int size) {
        this.size = size;
    }

    /// The tensor as one sample of the batch along `dim`.
    public Tensor sample(Tensor batch, int dim) {
        return wrap(batch, null, dim, ofSample(batch.layout(), dim));
    }

    /// How one sample lies, of a batch along `dim`.
    static Layout ofSample(Layout batch, int dim) {
        return new Layout(
                without(batch.shape(), dim), without(batch.strides(), dim), batch.offset());
    }

    private static int[] without(int[] array, int d) {
        var out = new int[array.length - 1];
        System.arraycopy(array, 0, out, 0, d);
        System.arraycopy(array, d + 1, out, d, out.length - d);
        return out;
    }

    private static int[] withFront(int first, int[] rest) {
        var out = new int[rest.length + 1];
        out[0] = first;
        System.arraycopy(rest, 0, out, 1, rest.length);
        return out;
    }

    /// All samples, along the first dimension; one that is the same for all is repeated.
    public Tensor batch(Tensor t) {
        Tensor alive = Levels.alive(t);
        return owns(alive)
                ? Batching.toFront(liftedOf(alive).value(), liftedOf(alive).dim())
                : alive.expand(withFront(size, alive.layout().shape()));
    }

    private int dim(Tensor t) {
        return owns(t) ? liftedOf(t).dim() : -1;
    }

    private int[] dims(Tensor[] inputs) {
        var dims = new int[inputs.length];
        Arrays.setAll(dims, i -> dim(inputs[i]));
        return dims;
    }

    @Override
    Tensor[] apply(Op op, Tensor[] inputs) {
        Tensor[] values = down(inputs);
        Tensor[] outs = op.batch(values, dims(inputs), size);
        if (outs == null) {
            outs = oneByOne(op, inputs);
        }
        var results = new Tensor[outs.length];
        for (int k = 0; k < outs.length; k++) {
            if (op.isView()) {
                results[k] = sample(outs[k], 0);
                trackView(op, inputs[0], results[k]);
            } else {
                results[k] = sample(dense(outs[k]), 0);
            }
        }
        return results;
    }

    /// The batch, with each sample in a stretch of its own, as a result of an operation on one
    /// would be: else what is a view of a sample could be none of the batch.
    private static Tensor dense(Tensor batch) {
        if (ofSample(batch.layout(), 0).isNonOverlappingAndDense()) {
            return batch;
        }
        int[] strides = batch.layout().strides();
        int[] order =
                IntStream.range(1, strides.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(d -> -strides[d]))
                        .mapToInt(d -> d)
                        .toArray();
        order = withFront(0, order);
        var back = new int[order.length];
        for (int d = 0; d < order.length; d++) {
            back[order[d]] = d;
        }
        return Ops.apply(Copies.Contiguous.OP, batch.permute(order)).permute(back);
    }

    private interface OneSample {
        Tensor[] run(Tensor[] inputs);
    }

    private Tensor[] oneByOne(Op op, Tensor[] inputs) {
        return oneByOne(op.torchName(), inputs, sample -> Ops.applyAny(op, sample));
    }

    private Tensor[] oneByOne(String name, Tensor[] inputs, OneSample operation) {
        if (size == 0) {
            throw new IllegalArgumentException(
                    "vmap: "
                            + name
                            + " has no batching rule, so it is run sample by sample, and there is"
                            + " no sample to learn the shape of its result from."
                            + Place.suffix());
        }
        Tensor[][] columns = {};
        for (int b = 0; b < size; b++) {
            var one = new Tensor[inputs.length];
            for (int i = 0; i < one.length; i++) {
                int dim = dim(inputs[i]);
                one[i] =
                        dim < 0
                                ? inputs[i]
                                : Ops.view(new Regions.Select(dim, b), liftedOf(inputs[i]).value());
            }
            Tensor[] outs = operation.run(one);
            if (b == 0) {
                columns = new Tensor[outs.length][size];
            }
            for (int k = 0; k < outs.length; k++) {
                columns[k][b] = outs[k];
            }
        }
        var stacked = new Tensor[columns.length];
        for (int k = 0; k < stacked.length; k++) {
            checkShapes(name, columns[k], inputs);
            stacked[k] = Ops.apply(new Joining.Stack(0), columns[k]);
        }
        return stacked;
    }

    private static void checkShapes(String name, Tensor[] samples, Tensor[] inputs) {
        int[] first = samples[0].layout().shape();
        boolean mask = false;
        for (Tensor input : inputs) {
            mask |= input.dtype() == DType.BOOL || input.dtype() == DType.UINT8;
        }
        for (int b = 1; b < samples.length; b++) {
            int[] shape = samples[b].layout().shape();
            if (!Arrays.equals(shape, first)) {
                throw new IllegalStateException(
                        "vmap: We do not support batching operators that can output dynamic shape. "
                                + name
                                + " gives "
                                + Arrays.toString(first)
                                + " for sample 0 and "
                                + Arrays.toString(shape)
                                + " for sample "
                                + b
                                + (mask
                                        ? "; a mask chooses another number of elements in each."
                                                + " Use Tensors.where, or multiply by the mask."
                                        : ".")
                                + Place.suffix());
            }
        }
    }

    @Override
    Tensor applyInPlace(Op op, Tensor[] inputs) {
        Tensor self = inputs[0];
        boolean copy = op instanceof Copies.Copy;
        Tensor result = copy ? inputs[1] : Ops.applyAny(op, preserved(op, inputs))[0];
        int[] shape = result.layout().shape();
        if (!copy || !Fitting.canSumTo(shape, self.layout().shape())) {
            InPlace.refuse(self, shape, result.dtype());
        }
        target(op, self);
        Tensor target = Batching.toFront(liftedOf(self).value(), liftedOf(self).dim());
        Tensor source = result;
        if (owns(result)) {
            source = Batching.toFront(down(result), dim(result));
            while (source.dim() < target.dim()) {
                source = source.unsqueeze(1);
            }
        }
        Ops.applyInPlace(Copies.Copy.OP, target, source);
        return self;
    }

    @Override
    Functions.Applied applyFunction(FunctionN function, Tensor[] inputs, boolean[] needed) {
        var each = new Functions.Applied[size];
        int[] at = new int[1];
        Tensor[] stacked =
                oneByOne(
                        function.name(),
                        inputs,
                        one -> {
                            each[at[0]] = Functions.applied(function, one, needed);
                            return each[at[0]++].outputs();
                        });
        var outputs = new Tensor[stacked.length];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = sample(stacked[k], 0);
        }
        for (int i = 0; i < inputs.length; i++) {
            for (int k = 0; k < outputs.length; k++) {
                if (each[0].isDirty(i) && each[0].returned(k) == i) {
                    outputs[k] = inputs[i];
                }
            }
        }
        return raised(
                each[0], inputs, outputs, kept(function, each, inputs, outputs), false, needed);
    }

    private Intermediates.Kept kept(
            FunctionN function, Functions.Applied[] each, Tensor[] inputs, Tensor[] outputs) {
        Functions.Applied first = each[0];
        @Nullable Tensor[] saved = new @Nullable Tensor[first.kept().saved().length];
        for (int s = 0; s < saved.length; s++) {
            int slot = s;
            saved[s] = keptOf(each, a -> a.kept().saved()[slot], inputs, outputs);
        }
        var put = new HashMap<>(first.kept().put());
        put.replaceAll((key, value) -> {
            Tensor together =
                    keptOf(
                            each,
                            a -> a.kept().put().get(key) instanceof Tensor t ? t : null,
                            inputs,
                            outputs);
            if (together == null) {
                checkSame(function, key, value, each);
            }
            return together == null ? value : together;
        });
        return new Intermediates.Kept(saved, put);
    }

    /// A derivative of the batch cannot know which sample it is for.
    private static void checkSame(
            FunctionN function, String key, Object value, Functions.Applied[] each) {
        for (Functions.Applied sample : each) {
            if (sample.asked() && !Objects.deepEquals(value, sample.kept().put().get(key))) {
                throw new IllegalStateException(
                        "vmap: "
                                + function.name()
                                + " put another '"
                                + key
                                + "' for one sample than for the next, and its derivative is asked"
                                + " for all together; keep it as a tensor, with saveForBackward."
                                + Place.suffix());
            }
        }
    }

    /// What each sample kept in one place, together; null if that is no tensor.
    private @Nullable Tensor keptOf(
            Functions.Applied[] each,
            Function<Functions.Applied, @Nullable Tensor> place,
            Tensor[] inputs,
            Tensor[] outputs) {
        Functions.Applied first = each[0];
        Tensor one = place.apply(first);
        if (one == null) {
            return null;
        }
        for (int k = 0; k < outputs.length; k++) {
            if (one == first.outputs()[k]) {
                return outputs[k];
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            if (one == first.inputs()[i]) {
                return inputs[i];
            }
        }
        var parts = new Tensor[size];
        for (int b = 0; b < size; b++) {
            parts[b] = Objects.requireNonNull(place.apply(each[b]));
        }
        return sample(Ops.apply(new Joining.Stack(0), parts), 0);
    }

    @Override
    Tensor detach(Tensor t) {
        return sample(down(t).detach(), dim(t));
    }

    @Override
    Tensor concrete(Tensor t, String call) {
        if (call.equals("toBoolean()")) {
            throw new IllegalStateException(CONTROL_FLOW + Place.suffix());
        }
        throw new IllegalStateException(
                ITEM
                        + (call.equals("item()") ? "" : " The call is " + call + ".")
                        + Place.suffix());
    }

    @Override
    String text(Tensor t, LiftedText texts) {
        return "BatchedTensor(lvl="
                + number
                + ", bdim="
                + dim(t)
                + ", value=\n"
                + texts.of(down(t)).indent(4)
                + ")";
    }

    @Override
    Lifted lift(Tensor t, Tensor value) {
        Lifting.Room room = Lifting.Room.of(value);
        Layout layout = room.layout();
        int[] shape = withFront(size, layout.shape());
        int[] strides = withFront(room.places(), layout.strides());
        Tensor fresh;
        if (room.compact()) {
            fresh =
                    new Tensor(
                            Storage.allocate(value.dtype(), size * room.places()),
                            new Layout(shape, strides, 0),
                            value.dtype());
            Ops.applyInPlace(Copies.Copy.OP, fresh, value.expand(shape));
        } else {
            Tensor rows = room.row(value).expand(size, room.places());
            fresh =
                    Ops.view(
                            new Strides.AsStrided(shape, strides, layout.offset()),
                            Ops.apply(Copies.Contiguous.OP, rows));
        }
        t.relocate(fresh, layout);
        return new Lifted(this, fresh, null, 0);
    }

    @Override
    Lifted liftView(Tensor view, Tensor value, Tensor base) {
        Layout before = view.layout();
        Tensor whole = liftedOf(base).value();
        View of = Objects.requireNonNull(value.view);
        Layout layout = before.shifted(base.layout().offset() - of.base.layout().offset());
        var op =
                new Strides.AsStrided(
                        withFront(size, layout.shape()),
                        withFront(whole.layout().strides()[0], layout.strides()),
                        layout.offset());
        Tensor batch = Ops.view(op, whole);
        view.relocate(batch, layout);
        return new Lifted(this, batch, null, 0);
    }

    @Override
    RuntimeException captured(Tensor t, Op op) {
        return new IllegalStateException(
                "vmap: "
                        + op.torchName()
                        + "(self, *extra_args) is not possible because there exists a Tensor"
                        + " `other` in extra_args that has more elements than `self`. This happened"
                        + " due to `other` being vmapped over but `self` not being vmapped over:"
                        + " self is "
                        + Messages.describe(t)
                        + " made outside of the function. Make it inside, or give it as an"
                        + " argument."
                        + Place.suffix());
    }
}
