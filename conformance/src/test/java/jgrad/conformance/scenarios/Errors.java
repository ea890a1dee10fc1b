package jgrad.conformance.scenarios;

import static jgrad.Tensors.cat;
import static jgrad.Tensors.linear;
import static jgrad.Tensors.ones;
import static jgrad.Tensors.stack;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.where;
import static jgrad.Tensors.zeros;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import java.util.List;
import java.util.function.UnaryOperator;

/// Calls that must fail, by themselves; and small things that print.
final class Errors {
    private Errors() {}

    /// A call and what PyTorch answered: a part of the message, or the printed result.
    record Attempt(String name, Console.Attempt call, String expected) {}

    static List<Attempt> shapes() {
        Tensor a = ones(2, 3);
        return List.of(
                new Attempt(
                        "add",
                        () -> a.add(ones(2)),
                        "The size of tensor a (3) must match the size of tensor b (2) at"
                                + " non-singleton dimension 1"),
                new Attempt(
                        "matmul",
                        () -> a.matmul(ones(2, 3)),
                        "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
                new Attempt(
                        "mm",
                        () -> a.mm(ones(2, 3)),
                        "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
                new Attempt(
                        "bmm",
                        () -> ones(1, 2, 3).bmm(ones(2, 3, 4)),
                        "Expected size for first two dimensions of batch2 tensor to be: [1, 3] but"
                                + " got: [2, 3]."),
                new Attempt("view", () -> a.view(4), "shape '[4]' is invalid for input of size 6"),
                new Attempt(
                        "view of t",
                        () -> a.t().view(6),
                        "view size is not compatible with input tensor's size and stride (at least"
                                + " one dimension spans across two contiguous subspaces). Use"
                                + " .reshape(...) instead."),
                new Attempt(
                        "reshape",
                        () -> a.reshape(-1, 4),
                        "shape '[-1, 4]' is invalid for input of size 6"),
                new Attempt(
                        "reshape twice -1",
                        () -> a.reshape(-1, -1),
                        "only one dimension can be inferred"),
                new Attempt(
                        "expand",
                        () -> a.expand(3, 3),
                        "The expanded size of the tensor (3) must match the existing size (2) at"
                            + " non-singleton dimension 0.  Target sizes: [3, 3].  Tensor sizes:"
                            + " [2, 3]"),
                new Attempt(
                        "sum",
                        () -> a.sum(2),
                        "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
                new Attempt(
                        "transpose",
                        () -> a.transpose(0, 5),
                        "Dimension out of range (expected to be in range of [-2, 1], but got 5)"),
                new Attempt(
                        "cat",
                        () -> cat(List.of(a, ones(3, 2)), 0),
                        "Sizes of tensors must match except in dimension 0. Expected size 3 but got"
                                + " size 2 for tensor number 1 in the list."),
                new Attempt(
                        "stack",
                        () -> stack(List.of(a, ones(3, 2)), 0),
                        "stack expects each tensor to be equal size, but got [2, 3] at entry 0 and"
                                + " [3, 2] at entry 1"),
                new Attempt(
                        "index",
                        () -> a.at(5),
                        "index 5 is out of bounds for dimension 0 with size 2"),
                new Attempt(
                        "indices",
                        () -> a.at(0, 0, 0),
                        "too many indices for tensor of dimension 2"),
                new Attempt(
                        "dot", () -> a.dot(a), "1D tensors expected, but got 2D and 2D tensors"),
                new Attempt(
                        "item",
                        a::item,
                        "only one element tensors can be converted to Python scalars"),
                new Attempt(
                        "bool",
                        a::toBoolean,
                        "Boolean value of Tensor with more than one value is ambiguous"),
                new Attempt(
                        "squeeze",
                        () -> a.squeeze(3),
                        "Dimension out of range (expected to be in range of [-2, 1], but got 3)"),
                new Attempt(
                        "permute twice",
                        () -> a.permute(0, 0),
                        "permute(): duplicate dims are not allowed."),
                new Attempt(
                        "permute few",
                        () -> a.permute(0),
                        "permute(sparse_coo): number of dimensions in the tensor input does not"
                                + " match the length of the desired ordering of dimensions i.e."
                                + " input.dim() = 2 is not equal to len(dims) = 1"),
                new Attempt(
                        "add_",
                        () -> ones(2).add_(ones(3, 2)),
                        "output with shape [2] doesn't match the broadcast shape [3, 2]"),
                new Attempt(
                        "index_select",
                        () -> a.indexSelect(0, tensor(new long[] {5})),
                        "index out of range in self"),
                new Attempt(
                        "gather",
                        () -> a.gather(1, tensor((Object) new long[][] {{7}})),
                        "index 7 is out of bounds for dimension 1 with size 3"),
                new Attempt(
                        "linear",
                        () -> linear(a, ones(4, 5), null),
                        "mat1 and mat2 shapes cannot be multiplied (2x3 and 5x4)"),
                new Attempt(
                        "max",
                        () -> zeros(0).max(),
                        "max(): Expected reduction dim to be specified for input.numel() == 0."
                                + " Specify the reduction dim with the 'dim' argument."));
    }

    static List<Attempt> types() {
        Tensor i = tensor(1L, 2L, 3L);
        Tensor f = tensor(1., 2., 3.);
        Tensor b = tensor(true, false, true);
        return List.of(
                new Attempt(
                        "mean",
                        i::mean,
                        "mean(): could not infer output dtype. Input dtype must be either a"
                                + " floating point or complex dtype. Got: Long"),
                new Attempt(
                        "add_",
                        () -> i.add_(0.5),
                        "result type Float can't be cast to the desired output type Long"),
                new Attempt(
                        "div_",
                        () -> i.div_(2),
                        "result type Float can't be cast to the desired output type Long"),
                new Attempt("div", () -> i.div(2), "tensor([0.5000, 1.0000, 1.5000])"),
                new Attempt(
                        "pow",
                        () -> i.pow(-1),
                        "Integers to negative integer powers are not allowed."),
                new Attempt(
                        "sub bools",
                        () -> b.sub(b),
                        "Subtraction, the `-` operator, with two bool tensors is not supported. Use"
                                + " the `^` or `logical_xor()` operator instead."),
                new Attempt(
                        "sub bool",
                        () -> b.sub(1),
                        "Subtraction, the `-` operator, with a bool tensor is not supported. If you"
                                + " are trying to invert a mask, use the `~` or `logical_not()`"
                                + " operator instead."),
                new Attempt(
                        "neg",
                        b::neg,
                        "Negation, the `-` operator, on a bool tensor is not supported. If you are"
                            + " trying to invert a mask, use the `~` or `logical_not()` operator"
                            + " instead."),
                new Attempt(
                        "matmul",
                        () -> f.matmul(i),
                        "dot : expected both vectors to have same dtype, but found Float and Long"),
                new Attempt(
                        "softmax",
                        () -> i.softmax(0),
                        "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'"),
                new Attempt("sqrt", i::sqrt, "tensor([1.0000, 1.4142, 1.7321])"),
                new Attempt("where", () -> where(b, f, i), "tensor([1., 2., 3.])"),
                new Attempt(
                        "where long",
                        () -> where(i, f, f),
                        "where expected condition to be a boolean tensor, but got a tensor with"
                                + " dtype Long"),
                new Attempt(
                        "index float",
                        () -> f.get(f),
                        "tensors used as indices must be long, int, byte or bool tensors"),
                new Attempt("cat", () -> cat(List.of(f, i), 0), "tensor([1., 2., 3., 1., 2., 3.])"),
                new Attempt(
                        "ragged",
                        () -> tensor((Object) new long[][] {{1, 2}, {3}}),
                        "expected sequence of length 2 at dim 1 (got 1)"),
                new Attempt(
                        "dot",
                        () -> f.dot(f.to(DType.FLOAT64)),
                        "dot : expected both vectors to have same dtype, but found Float and"
                                + " Double"),
                new Attempt(
                        "add double",
                        () -> f.to(DType.FLOAT64).add(f),
                        "tensor([2., 4., 6.], dtype=torch.float64)"),
                new Attempt("clamp", () -> i.clamp(0.5, 2.5), "tensor([1.0000, 2.0000, 2.5000])"));
    }

    /// Subgradients where a function has a kink or a tie.
    static List<Attempt> subgradients() {
        return List.of(
                gradient("max", Tensor::max, "tensor([0.0000, 0.5000, 0.5000])", 1, 3, 3),
                gradient("max dim", x -> x.max(0).values(), "tensor([0., 1., 0.])", 1, 3, 3),
                gradient("abs", Tensor::abs, "tensor([0., 0., 1.])", 0, -0., 1),
                gradient("relu", Tensor::relu, "tensor([0., 0., 1.])", 0, -0., 1),
                gradient("clamp", x -> x.clamp(0, 1), "tensor([1., 1., 0.])", 0, 1, 2),
                gradient(
                        "maximum",
                        x -> Tensors.maximum(x, zeros(3)),
                        "tensor([0.5000, 1.0000, 0.0000])",
                        0,
                        1,
                        -1),
                gradient("sqrt", Tensor::sqrt, "tensor([   inf, 0.2500])", 0, 4),
                gradient("sign", Tensor::sign, "tensor([0., 0.])", 0, 4),
                gradient("pow 0", x -> x.pow(0), "tensor([0., 0.])", 0, 4),
                gradient("prod", Tensor::prod, "tensor([20.,  0.,  0.])", 0, 4, 5),
                gradient("hardtanh", x -> x.hardtanh(-1, 1), "tensor([0., 0., 1.])", -1, 1, 0));
    }

    private static Attempt gradient(
            String name, UnaryOperator<Tensor> f, String expected, double... at) {
        return new Attempt(
                name,
                () -> {
                    var x = tensor(at).requiresGrad_();
                    f.apply(x).sum().backward();
                    return x.grad();
                },
                expected);
    }

    static void defaultType(Console c) {
        c.print(DType.defaultType(), tensor(1.).dtype(), tensor(1L).dtype(), tensor(true).dtype());
        DType.setDefaultType(DType.FLOAT64);
        try {
            c.print(tensor(1.).dtype(), ones(2), ones(new int[] {2}, DType.FLOAT32));
            c.print(tensor(1L, 2L).mul(1.5));
            c.print(
                    tensor(1L, 2L).sqrt().dtype(),
                    Tensors.arange(3.).dtype(),
                    Tensors.arange(3).dtype());
            try {
                DType.setDefaultType(DType.INT64);
            } catch (IllegalArgumentException e) {
                c.print("TypeError", e.getMessage().replaceAll(",? but .*|: .*", ""));
            }
        } finally {
            DType.setDefaultType(DType.FLOAT32);
        }
    }

    static void scalars(Console c) {
        var x = tensor((Object) new double[][] {{1.5, 2}, {3, 4}}).requiresGrad_();
        c.print(x.toList(), x.at(0, 0).item(), x.at(0, 1).toDouble(), x.at(1, 1).toLong());
        c.print(x.gt(2), x.gt(2).dtype());
        c.print(x.size(0), x.shape(), x.size(0), x.dim(), x.numel(), x.stride());
        c.print(x.unbind(0).stream().map(r -> r.gradFn().name()).toList());
    }

    static List<Scenario> all() {
        return List.of(
                Scenario.of("default_dtype", Errors::defaultType),
                Scenario.of("python_scalars", Errors::scalars)
                        .withoutWarning(
                                """
                                [[1.5, 2.0], [3.0, 4.0]] 1.5 2.0 4
                                tensor([[False, False],
                                        [ True,  True]]) torch.bool
                                2 torch.Size([2, 2]) 2 2 4 (2, 1)
                                ['UnbindBackward0', 'UnbindBackward0']
                                """));
    }
}
