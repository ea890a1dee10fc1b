package jgrad.kernels;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.Extrema;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.places.AdvancedIndex;
import jgrad.kernels.places.Gather;
import jgrad.kernels.places.Lookup;
import jgrad.kernels.places.Rearrange;
import jgrad.kernels.rows.NllLoss;
import jgrad.kernels.rows.NormRows;
import jgrad.kernels.rows.Scan;
import jgrad.kernels.rows.SoftmaxRows;
import jgrad.kernels.rows.Sorting;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Translates recorded calls into calls of kernels.
final class KernelCalls {
    private KernelCalls() {}

    static List<Tensor> call(RecordedCase c) {
        Tensor x = c.tensor(c.arg(0));
        boolean keepdim = c.option("keepdim").asBoolean(false);
        return switch (c.op()) {
            case "sum" -> List.of(Reduce.sum(x, dims(c, x), keepdim));
            case "prod" -> List.of(Reduce.prod(x, dims(c, x), keepdim));
            case "amax", "amax_ties" -> List.of(Reduce.amax(x, dims(c, x), keepdim));
            case "amin" -> List.of(Reduce.amin(x, dims(c, x), keepdim));
            case "mean" -> List.of(Reduce.mean(x, dims(c, x), keepdim));
            case "any" -> List.of(Reduce.any(x, dims(c, x), keepdim));
            case "all" -> List.of(Reduce.all(x, dims(c, x), keepdim));
            case "count_nonzero" -> List.of(Reduce.countNonzero(x, dims(c, x)));
            case "logsumexp", "logsumexp_extreme" ->
                    List.of(
                            Reduce.logsumexp(
                                    x, dims(c, x), c.argOr(2, "keepdim").asBoolean(false)));
            case "var" -> List.of(Reduce.var(x, varDims(c, x), correction(c), keepdim));
            case "std" -> List.of(Reduce.std(x, varDims(c, x), correction(c), keepdim));
            case "linalg.vector_norm" -> List.of(Reduce.norm(x, order(c), dims(c, x), keepdim));
            case "max__reduction_no_dim" -> List.of(Reduce.max(x));
            case "min__reduction_no_dim" -> List.of(Reduce.min(x));
            case "max_ties", "max__reduction_with_dim", "min__reduction_with_dim" -> extreme(c, x);
            case "argmax", "argmin" -> List.of(position(c, x, keepdim));
            case "cumsum" -> List.of(Scan.cumsum(x, dim(c.arg(1), x)));
            case "cumprod" -> List.of(Scan.cumprod(x, dim(c.arg(1), x)));
            case "softmax" -> List.of(SoftmaxRows.softmax(x, dim(c.arg(1), x)));
            case "log_softmax" -> List.of(SoftmaxRows.logSoftmax(x, dim(c.arg(1), x)));
            case "nn.functional.nll_loss" ->
                    List.of(
                            NllLoss.forward(
                                            x,
                                            c.tensor(c.arg(1)),
                                            weight(c),
                                            ignored(c),
                                            reduction(c))
                                    .value());
            case "nn.functional.layer_norm" -> List.of(layerNorm(c).y());
            default -> move(c, x);
        };
    }

    private static List<Tensor> move(RecordedCase c, Tensor x) {
        return switch (c.op()) {
            case "cat" -> {
                Tensor[] parts = c.tensorList(c.arg(0));
                int dim = c.option("dim").asInt(0);
                yield List.of(
                        Rearrange.cat(
                                parts, parts.length == 0 || dim >= 0 ? dim : dim + parts[0].dim()));
            }
            case "gather" -> List.of(Gather.gather(x, dim(c.arg(1), x), c.tensor(c.arg(2))));
            case "scatter" ->
                    List.of(
                            Gather.scatter(
                                    x, dim(c.arg(1), x), c.tensor(c.arg(2)), c.tensor(c.arg(3))));
            case "scatter_add" ->
                    List.of(
                            Gather.scatterAdd(
                                    x, dim(c.arg(1), x), c.tensor(c.arg(2)), c.tensor(c.arg(3))));
            case "index_select" ->
                    List.of(Gather.indexSelect(x, dim(c.arg(1), x), c.tensor(c.arg(2))));
            case "index_add" ->
                    List.of(
                            Gather.indexAdd(
                                    x,
                                    dim(c.arg(1), x),
                                    c.tensor(c.arg(2)),
                                    times(c.tensor(c.arg(3)), c.option("alpha"))));
            case "index_copy" -> {
                Tensor y = copy(x);
                Gather.indexCopyInto(y, dim(c.arg(1), x), c.tensor(c.arg(2)), c.tensor(c.arg(3)));
                yield List.of(y);
            }
            case "index_put" -> {
                Tensor y = copy(x);
                boolean accumulate = c.option("accumulate").asBoolean();
                AdvancedIndex.indexPut(y, c.tensorList(c.arg(1)), c.tensor(c.arg(2)), accumulate);
                yield List.of(y);
            }
            case "__getitem__" -> List.of(AdvancedIndex.index(x, c.tensorList(c.arg(1))));
            case "masked_select" -> List.of(Rearrange.maskedSelect(x, c.tensor(c.arg(1))));
            case "masked_fill" -> {
                Tensor value =
                        c.arg(2).isObject() ? c.tensor(c.arg(2)) : scalar(c.arg(2).asDouble());
                yield List.of(Rearrange.maskedFill(x, c.tensor(c.arg(1)), value));
            }
            case "nonzero" -> nonzero(c, x);
            case "flip" -> List.of(Rearrange.flip(x, dims(c.option("dims"), x)));
            case "roll" -> List.of(roll(c, x));
            case "tril" -> List.of(Rearrange.tril(x, c.arg(1).asInt(0)));
            case "triu" -> List.of(Rearrange.triu(x, c.arg(1).asInt(0)));
            case "nn.functional.embedding" -> List.of(Lookup.embedding(c.tensor(c.arg(1)), x));
            case "sort" -> {
                int dim = dim(c.argOr(1, "dim"), x);
                var sorted = Sorting.sort(x, dim, c.argOr(2, "descending").asBoolean(false));
                yield List.of(sorted.values(), sorted.indices());
            }
            case "topk" -> {
                JsonNode largest = c.argOr(3, "largest");
                var best =
                        Sorting.topk(
                                x,
                                c.arg(1).asInt(),
                                dim(c.argOr(2, "dim"), x),
                                largest.asBoolean(true));
                yield List.of(best.values(), best.indices());
            }
            default -> throw new AssertionError(c.op());
        };
    }

    /// The gradients of the recorded inputs, in their order, by the kernels that give derivatives.
    static List<Tensor> gradients(RecordedCase c, List<Tensor> outputs) {
        Tensor g = RecordedCase.tensors(c.json().get("grad_outputs")).get(0);
        Tensor x = c.tensor(c.arg(0));
        return switch (c.op()) {
            case "softmax" ->
                    List.of(SoftmaxRows.softmaxBackward(g, outputs.get(0), dim(c.arg(1), x)));
            case "log_softmax" ->
                    List.of(SoftmaxRows.logSoftmaxBackward(g, outputs.get(0), dim(c.arg(1), x)));
            case "nn.functional.nll_loss" -> {
                Tensor target = c.tensor(c.arg(1));
                Tensor total =
                        NllLoss.forward(x, target, weight(c), ignored(c), reduction(c))
                                .totalWeight();
                yield List.of(
                        NllLoss.backward(g, x, target, weight(c), ignored(c), reduction(c), total));
            }
            case "nn.functional.layer_norm" -> {
                var f = layerNorm(c);
                Tensor w = c.tensor(c.arg(2));
                var b = NormRows.backward(g, x, c.arg(1).size(), f.mean(), f.rstd(), w);
                yield List.of(b.dx(), b.dw(), b.db());
            }
            case "nn.functional.embedding" -> {
                int rows = Raw.shape(c.tensor(c.arg(1)))[0];
                int padding =
                        c.option("padding_idx").isNumber() ? c.option("padding_idx").asInt() : -1;
                padding =
                        c.option("padding_idx").isNumber() && padding < 0
                                ? padding + rows
                                : padding;
                boolean byFrequency = c.option("scale_grad_by_freq").asBoolean(false);
                yield List.of(Lookup.embeddingBackward(g, x, rows, padding, byFrequency));
            }
            default -> throw new AssertionError(c.op());
        };
    }

    private static NormRows.Normalized layerNorm(RecordedCase c) {
        double eps = c.option("eps").asDouble(1e-5);
        int dims = c.arg(1).size();
        return NormRows.forward(
                c.tensor(c.arg(0)), dims, c.tensor(c.arg(2)), c.tensor(c.arg(3)), eps);
    }

    private static Tensor weight(RecordedCase c) {
        return c.tensor(c.option("weight"));
    }

    private static long ignored(RecordedCase c) {
        return c.option("ignore_index").asLong(-100);
    }

    private static NllLoss.Reduction reduction(RecordedCase c) {
        return switch (c.option("reduction").asText("mean")) {
            case "none" -> NllLoss.Reduction.NONE;
            case "sum" -> NllLoss.Reduction.SUM;
            default -> NllLoss.Reduction.MEAN;
        };
    }

    private static int dim(JsonNode node, Tensor x) {
        int dim = node.asInt(-1);
        return dim < 0 ? dim + Math.max(1, x.dim()) : dim;
    }

    private static int[] dims(JsonNode node, Tensor x) {
        return IntStream.of(RecordedCase.ints(node))
                .map(d -> d < 0 ? d + Math.max(1, x.dim()) : d)
                .filter(d -> x.dim() > 0)
                .toArray();
    }

    private static int[] dims(RecordedCase c, Tensor x) {
        JsonNode node = c.argOr(1, "dim");
        return node.isMissingNode() || node.isNull() ? null : dims(node, x);
    }

    private static int[] varDims(RecordedCase c, Tensor x) {
        return c.arg(1).isBoolean() ? null : dims(c, x);
    }

    private static double correction(RecordedCase c) {
        if (c.option("correction").isNumber()) {
            return c.option("correction").asDouble();
        }
        return c.arg(1).isBoolean()
                ? c.arg(1).asBoolean() ? 1 : 0
                : c.option("unbiased").asBoolean(true) ? 1 : 0;
    }

    private static double order(RecordedCase c) {
        JsonNode node = c.option("ord");
        return node.has("f") ? Double.parseDouble(node.get("f").asText()) : node.asDouble(2);
    }

    private static List<Tensor> extreme(RecordedCase c, Tensor x) {
        if (c.op().equals("max_ties") && c.arg(1).isMissingNode()) {
            return List.of(Reduce.max(x));
        }
        int dim = dim(c.arg(1), x);
        boolean keepdim = c.arg(2).asBoolean(false);
        var found =
                c.op().startsWith("max")
                        ? Extrema.max(x, dim, keepdim)
                        : Extrema.min(x, dim, keepdim);
        return List.of(found.values(), found.indices());
    }

    private static Tensor position(RecordedCase c, Tensor x, boolean keepdim) {
        JsonNode node = c.option("dim");
        Integer dim = node.isNumber() ? (Integer) dim(node, x) : null;
        return c.op().equals("argmax")
                ? Extrema.argmax(x, dim, keepdim)
                : Extrema.argmin(x, dim, keepdim);
    }

    private static List<Tensor> nonzero(RecordedCase c, Tensor x) {
        Tensor rows = Rearrange.nonzero(x);
        if (!c.option("as_tuple").asBoolean(false)) {
            return List.of(rows);
        }
        var columns = new ArrayList<Tensor>();
        Tensor row = x.dim() == 0 ? Rearrange.nonzero(view(x, 1)) : rows;
        for (int d = 0; d < Math.max(1, x.dim()); d++) {
            Layout layout =
                    new Layout(new int[] {Raw.shape(row)[0]}, new int[] {Math.max(1, x.dim())}, d);
            columns.add(copy(new Tensor(Raw.storage(row), layout, DType.INT64)));
        }
        return columns;
    }

    private static Tensor roll(RecordedCase c, Tensor x) {
        int[] shifts = RecordedCase.ints(c.arg(1));
        if (!c.arg(2).isMissingNode()) {
            return Rearrange.roll(x, shifts, dims(c.arg(2), x));
        }
        Tensor flat = view(copy(x), x.numel());
        Tensor rolled = Rearrange.roll(flat, shifts, new int[] {0});
        return new Tensor(Raw.storage(rolled), Layout.contiguous(Raw.shape(x)), x.dtype());
    }

    private static Tensor view(Tensor x, int... shape) {
        return new Tensor(Raw.storage(x), Layout.contiguous(shape), x.dtype());
    }

    private static Tensor scalar(double value) {
        return new Tensor(new Storage(new double[] {value}), Layout.SCALAR, DType.FLOAT64);
    }

    private static Tensor copy(Tensor x) {
        Object array = Cast.toArray(x.dtype(), Raw.storage(x).array(), Raw.layout(x), x.dtype());
        return new Tensor(new Storage(array), Layout.contiguous(Raw.shape(x)), x.dtype());
    }

    private static Tensor times(Tensor x, JsonNode alpha) {
        if (alpha.isMissingNode()) {
            return x;
        }
        double factor = alpha.isBoolean() ? alpha.asBoolean() ? 1 : 0 : alpha.asDouble();
        double[] values = RecordedCase.doubles(x);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        Layout layout = Layout.contiguous(Raw.shape(x));
        return new Tensor(
                new Storage(Cast.toArray(DType.FLOAT64, values, layout, x.dtype())),
                layout,
                x.dtype());
    }
}
