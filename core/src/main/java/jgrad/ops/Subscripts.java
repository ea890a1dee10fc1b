package jgrad.ops;

import jgrad.At;
import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `x[...]`: the plain subscripts are applied as views one after the other, the tensors among them
/// all at once.
public final class Subscripts {
    private Subscripts() {}

    public static Tensor at(Tensor self, int... indices) {
        if (indices.length > self.dim()) {
            throw tooMany(self);
        }
        Tensor out = self;
        for (int index : indices) {
            out = out.select(0, index);
        }
        return out;
    }

    public static Tensor get(Tensor self, At... subscripts) {
        var tensors = new ArrayList<@Nullable Tensor>();
        Tensor view = views(self, subscripts, tensors);
        if (tensors.isEmpty()) {
            return view == self ? Ops.view(Views.Alias.OP, self) : view;
        }
        var used = new boolean[tensors.size()];
        var inputs = new ArrayList<Tensor>();
        inputs.add(view);
        used(tensors, used, inputs);
        return Ops.apply(new AdvancedIndexing.Index(used), inputs.toArray(Tensor[]::new));
    }

    public static Tensor set(Tensor self, Tensor value, At... subscripts) {
        var tensors = new ArrayList<@Nullable Tensor>();
        Tensor view = views(self, subscripts, tensors);
        if (!tensors.isEmpty()) {
            indexPut(view, tensors, value, false, true);
        } else {
            view.copy_(leadingOnesDropped(value, view.dim()));
        }
        return self;
    }

    /// A value may have more dimensions than its place if they are 1.
    private static Tensor leadingOnesDropped(Tensor value, int rank) {
        Tensor v = value;
        while (v.dim() > rank && Raw.shape(v)[0] == 1) {
            v = v.squeeze(0);
        }
        return v;
    }

    public static Tensor indexPut(
            Tensor self,
            List<@Nullable Tensor> indices,
            Tensor values,
            boolean accumulate,
            boolean inPlace) {
        if (values.dtype() != self.dtype() && values.dim() > 0) {
            throw new IllegalArgumentException(
                    "Index put requires the source and destination dtypes match, got "
                            + self.dtype().scalarName()
                            + " for the destination and "
                            + values.dtype().scalarName()
                            + " for the source.");
        }
        var used = new boolean[indices.size()];
        var inputs = new ArrayList<Tensor>();
        inputs.add(self);
        inputs.add(values);
        used(indices, used, inputs);
        var op = new AdvancedIndexing.IndexPut(used, accumulate, false);
        Tensor[] array = inputs.toArray(Tensor[]::new);
        return inPlace ? Ops.applyInPlace(op, array) : Ops.apply(op, array);
    }

    private static void used(List<@Nullable Tensor> tensors, boolean[] used, List<Tensor> inputs) {
        for (int i = 0; i < used.length; i++) {
            Tensor index = tensors.get(i);
            if (index != null) {
                DType type = index.dtype();
                if (type != DType.INT64
                        && type != DType.BOOL
                        && type != DType.UINT8
                        && type != DType.INT32) {
                    throw new IndexOutOfBoundsException(
                            "tensors used as indices must be long, int, byte or bool tensors");
                }
                used[i] = true;
                inputs.add(type == DType.INT32 ? index.to(DType.INT64) : index);
            }
        }
    }

    /// Applies integers, ranges and new axes; collects tensors by the dimension of the result that
    /// they index.
    private static Tensor views(Tensor self, At[] subscripts, List<@Nullable Tensor> tensors) {
        int consumed = 0;
        int ellipses = 0;
        for (At s : subscripts) {
            consumed +=
                    switch (s) {
                        case At.Of of when of.index().dtype() == DType.BOOL -> of.index().dim();
                        case At.Marker marker -> 0;
                        default -> 1;
                    };
            ellipses += s == At.ELLIPSIS ? 1 : 0;
        }
        if (consumed > self.dim()) {
            throw tooMany(self);
        }
        if (ellipses > 1) {
            throw new IllegalArgumentException("an index can only have a single ellipsis ('...')");
        }
        Tensor out = self;
        int d = 0;
        for (At s : subscripts) {
            switch (s) {
                case At.Single single -> out = out.select(d, single.index());
                case At.Range range -> {
                    int size = Raw.shape(out)[d];
                    int start = range.start() == null ? 0 : range.start();
                    int end = range.end() == null ? size : range.end();
                    boolean whole = start == 0 && end >= size && range.step() == 1;
                    if (!whole || subscripts.length == 1) {
                        out = out.slice(d, start, end, range.step());
                    }
                    d++;
                }
                case At.Marker marker -> {
                    if (marker == At.NEW_AXIS) {
                        out = out.unsqueeze(d++);
                    } else {
                        d += self.dim() - consumed;
                    }
                }
                case At.Of of -> {
                    Tensor index = of.index();
                    if (index.dim() == 0 && index.dtype() != DType.BOOL && !Ops.isLifted(index)) {
                        out = out.select(d, Math.toIntExact(index.toLong()));
                        continue;
                    }
                    while (tensors.size() < d) {
                        tensors.add(null);
                    }
                    if (index.dtype() == DType.BOOL && index.dim() == 0) {
                        out = out.unsqueeze(d);
                        tensors.add(index.unsqueeze(0));
                        d++;
                    } else {
                        tensors.add(index);
                        d += index.dtype() == DType.BOOL ? index.dim() : 1;
                    }
                }
            }
        }
        return out;
    }

    private static IndexOutOfBoundsException tooMany(Tensor self) {
        if (self.dim() == 0) {
            return new IndexOutOfBoundsException(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or"
                            + " `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
        }
        return new IndexOutOfBoundsException(
                "too many indices for tensor of dimension "
                        + self.dim()
                        + " of shape "
                        + Arrays.toString(Raw.shape(self)));
    }
}
