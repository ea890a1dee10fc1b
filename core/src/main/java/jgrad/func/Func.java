package jgrad.func;

import jgrad.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Functions made of functions: derivatives and batches, for `import static`.
///
/// ```java
/// Fn1 f = x -> x.sin().sum();
/// Tensor slope = grad(f).apply(x);
/// Tensor bend = hessian(f).apply(x);
/// Tensor each = vmap(grad(f)).apply(rows);     // one gradient per row
/// Tensor hv = jvp(grad(f), x, v).tangent();     // forward over reverse
/// ```
///
/// They nest in any order. Functions of lists or records of tensors are described by a [Structure].
/// Inside, the function may use everything that tensors have, writing in place included, but for
/// tensors made outside, which it must not write to.
///
/// Torch: `torch.func`.
public final class Func {
    private Func() {}

    /// Stands for no batch dimension in [#inDims(int...)].
    public static final int NONE = VmapOptions.NONE;

    // Gradients

    /// The gradient of a function with a scalar result.
    ///
    /// Torch: `torch.func.grad`.
    ///
    /// @throws IllegalStateException when applied, if the result is no scalar
    public static Fn1 grad(Fn1 f) {
        return x -> gradAndValue(f).apply(x).grad();
    }

    /// The gradient with respect to the first argument.
    public static Fn2 grad(Fn2 f) {
        return grad(f, 0);
    }

    /// The gradient with respect to the argument of this number: 0 or 1.
    public static Fn2 grad(Fn2 f, int argnum) {
        return (x, y) -> gradient(list(f), List.of(x, y), argnum).getFirst();
    }

    /// The gradients with respect to both arguments, in the order of their numbers.
    public static BiFunction<Tensor, Tensor, List<Tensor>> grad(Fn2 f, int first, int second) {
        return (x, y) -> gradient(list(f), List.of(x, y), first, second);
    }

    /// The gradient with respect to the first argument.
    public static Fn3 grad(Fn3 f) {
        return grad(f, 0);
    }

    /// The gradient with respect to the argument of this number: 0, 1 or 2.
    public static Fn3 grad(Fn3 f, int argnum) {
        return (x, y, z) -> gradient(list(f), List.of(x, y, z), argnum).getFirst();
    }

    /// The gradient with respect to every tensor of a structure.
    public static <P> Function<P, P> grad(Structure<P> structure, Function<P, Tensor> f) {
        return p -> gradAndValue(structure, f).apply(p).grad();
    }

    /// The gradient and the value.
    ///
    /// Torch: `torch.func.grad_and_value`.
    public static Function<Tensor, GradAndValue<Tensor>> gradAndValue(Fn1 f) {
        return gradAndValue(Structure.TENSOR, f::apply);
    }

    /// The gradients with respect to every tensor of a structure, and the value.
    public static <P> Function<P, GradAndValue<P>> gradAndValue(
            Structure<P> structure, Function<P, Tensor> f) {
        return p -> {
            Lists.Pulled pulled =
                    Lists.vjp(
                            "grad",
                            in -> List.of(f.apply(structure.whole(in))),
                            structure.parts(p),
                            false);
            Tensor value = pulled.outputs().getFirst();
            return new GradAndValue<>(structure.whole(pull(pulled, value)), value);
        };
    }

    /// The gradient of the first of several results, and the others as they are.
    ///
    /// Torch: `torch.func.grad(f, has_aux=True)`.
    public static <P> Function<P, GradWithAux<P>> gradWithAux(
            Structure<P> structure, Function<P, List<Tensor>> f) {
        return p -> {
            Lists.Pulled pulled =
                    Lists.vjp("grad", in -> f.apply(structure.whole(in)), structure.parts(p), true);
            List<Tensor> outputs = pulled.outputs();
            checkScalar(outputs.getFirst());
            var cotangents = new ArrayList<Tensor>();
            cotangents.add(ones(outputs.getFirst()));
            for (Tensor aux : outputs.subList(1, outputs.size())) {
                cotangents.add(Lists.zeros(aux));
            }
            return new GradWithAux<>(
                    structure.whole(pulled.pullback().apply(cotangents)),
                    outputs.getFirst(),
                    outputs.subList(1, outputs.size()));
        };
    }

    private static List<Tensor> gradient(FnN f, List<Tensor> all, int... argnums) {
        Lists.Pulled pulled =
                Lists.vjp("grad", fixed(f, all, argnums), chosen(all, argnums), false);
        return pull(pulled, pulled.outputs().getFirst());
    }

    private static List<Tensor> pull(Lists.Pulled pulled, Tensor value) {
        checkScalar(value);
        return pulled.pullback().apply(List.of(ones(value)));
    }

    private static void checkScalar(Tensor value) {
        if (value.dim() != 0) {
            throw new IllegalStateException(
                    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got"
                            + " tensor with "
                            + value.dim()
                            + " dims. Maybe you wanted to use the vjp or jacrev APIs instead?");
        }
    }

    private static Tensor ones(Tensor like) {
        return jgrad.Tensors.ones(like.shape().sizes(), like.dtype());
    }

    // Products with the Jacobian

    /// The value of `f`, and its Jacobian's product with any cotangent from the left.
    ///
    /// Torch: `torch.func.vjp`.
    public static Vjp<Tensor, Tensor> vjp(Fn1 f, Tensor x) {
        return vjp(Structure.TENSOR, Structure.TENSOR, f::apply, x);
    }

    /// As [#vjp(Fn1, Tensor)], from a structure of tensors to another.
    public static <P, R> Vjp<P, R> vjp(
            Structure<P> in, Structure<R> out, Function<P, R> f, P inputs) {
        Lists.Pulled pulled = Lists.vjp("vjp", list(in, out, f), in.parts(inputs), true);
        return new Vjp<>(
                out.whole(pulled.outputs()), g -> in.whole(pulled.pullback().apply(out.parts(g))));
    }

    /// The value of `f` and its derivative in the direction `tangent`, in one forward pass.
    ///
    /// Torch: `torch.func.jvp`.
    public static Jvp<Tensor> jvp(Fn1 f, Tensor x, Tensor tangent) {
        return jvp(Structure.TENSOR, Structure.TENSOR, f::apply, x, tangent);
    }

    /// As [#jvp(Fn1, Tensor, Tensor)], from a structure of tensors to another.
    public static <P, R> Jvp<R> jvp(
            Structure<P> in, Structure<R> out, Function<P, R> f, P inputs, P tangents) {
        Lists.Pushed pushed = Lists.jvp(list(in, out, f), in.parts(inputs), in.parts(tangents));
        return new Jvp<>(out.whole(pushed.outputs()), out.whole(pushed.tangents()));
    }

    /// The Hessian's product with `v`: forward over reverse.
    public static Tensor hvp(Fn1 f, Tensor x, Tensor v) {
        return jvp(grad(f), x, v).tangent();
    }

    // Jacobians

    /// The Jacobian, computed by rows: for more inputs than outputs. Its shape is the output's
    /// followed by the input's.
    ///
    /// Torch: `torch.func.jacrev`.
    public static Fn1 jacrev(Fn1 f) {
        return x -> Jacobians.reverse(list(f), List.of(x)).getFirst().getFirst();
    }

    /// The Jacobian with respect to the argument of this number.
    public static Fn2 jacrev(Fn2 f, int argnum) {
        return (x, y) -> {
            List<Tensor> all = List.of(x, y);
            return Jacobians.reverse(fixed(list(f), all, argnum), chosen(all, argnum))
                    .getFirst()
                    .getFirst();
        };
    }

    /// The Jacobians of every output with respect to every input: `result.get(output).get(input)`.
    public static <P, R> Function<P, List<List<Tensor>>> jacrev(
            Structure<P> in, Structure<R> out, Function<P, R> f) {
        return p -> Jacobians.reverse(list(in, out, f), in.parts(p));
    }

    /// The Jacobian, computed by columns in forward mode: for more outputs than inputs.
    ///
    /// Torch: `torch.func.jacfwd`.
    public static Fn1 jacfwd(Fn1 f) {
        return x -> Jacobians.forward(list(f), List.of(x)).getFirst().getFirst();
    }

    /// The Jacobians of every output with respect to every input, computed by columns.
    public static <P, R> Function<P, List<List<Tensor>>> jacfwd(
            Structure<P> in, Structure<R> out, Function<P, R> f) {
        return p -> Jacobians.forward(list(in, out, f), in.parts(p));
    }

    /// The matrix of second derivatives: `jacfwd(jacrev(f))`.
    ///
    /// Torch: `torch.func.hessian`.
    public static Fn1 hessian(Fn1 f) {
        return jacfwd(jacrev(f));
    }

    // Batches

    /// `f`, written for one sample, over the first dimension of its argument.
    ///
    /// Torch: `torch.func.vmap`.
    public static Fn1 vmap(Fn1 f) {
        return vmap(f, VmapOptions.DEFAULT);
    }

    /// As [#vmap(Fn1)], over other dimensions: `vmap(f, inDims(1).outDims(1))`.
    public static Fn1 vmap(Fn1 f, VmapOptions options) {
        return x -> Vmap.apply(list(f), List.of(x), options).getFirst();
    }

    /// [VmapOptions] to begin with: the batch dimension of each input, or one for all.
    public static VmapOptions inDims(int... dims) {
        return VmapOptions.DEFAULT.inDims(dims);
    }

    /// [VmapOptions] to begin with: where each output has its batch dimension, or one for all.
    public static VmapOptions outDims(int... dims) {
        return VmapOptions.DEFAULT.outDims(dims);
    }

    /// [VmapOptions] to begin with: how many samples are computed at a time.
    public static VmapOptions chunkSize(int samples) {
        return VmapOptions.DEFAULT.chunkSize(samples);
    }

    /// `f` over the first dimension of both arguments.
    public static Fn2 vmap(Fn2 f) {
        return vmap(f, VmapOptions.DEFAULT);
    }

    /// As [#vmap(Fn2)], over other dimensions: `vmap(f, inDims(0, NONE))`.
    public static Fn2 vmap(Fn2 f, VmapOptions options) {
        return (x, y) -> Vmap.apply(list(f), List.of(x, y), options).getFirst();
    }

    /// `f` over the first dimension of its three arguments.
    public static Fn3 vmap(Fn3 f) {
        return vmap(f, VmapOptions.DEFAULT);
    }

    /// As [#vmap(Fn3)], over other dimensions.
    public static Fn3 vmap(Fn3 f, VmapOptions options) {
        return (x, y, z) -> Vmap.apply(list(f), List.of(x, y, z), options).getFirst();
    }

    /// From a structure of tensors to another, each tensor with a batch dimension.
    public static <P, R> Function<P, R> vmap(
            Structure<P> in, Structure<R> out, Function<P, R> f, VmapOptions options) {
        return p -> out.whole(Vmap.apply(list(in, out, f), in.parts(p), options));
    }

    /// As above, over the first dimension of every tensor.
    public static <P, R> Function<P, R> vmap(Structure<P> in, Structure<R> out, Function<P, R> f) {
        return vmap(in, out, f, VmapOptions.DEFAULT);
    }

    // Traces

    /// Writes down what `f` does with the examples, to be run again on other tensors.
    public static Trace trace(FnN f, List<Tensor> examples) {
        return Trace.of(f, examples);
    }

    /// As [#trace(FnN, List)], of one tensor.
    public static Trace trace(Fn1 f, Tensor example) {
        return Trace.of(list(f), List.of(example));
    }

    // Functions of lists

    private static FnN list(Fn1 f) {
        return in -> List.of(f.apply(in.get(0)));
    }

    private static FnN list(Fn2 f) {
        return in -> List.of(f.apply(in.get(0), in.get(1)));
    }

    private static FnN list(Fn3 f) {
        return in -> List.of(f.apply(in.get(0), in.get(1), in.get(2)));
    }

    private static <P, R> FnN list(Structure<P> in, Structure<R> out, Function<P, R> f) {
        return tensors -> out.parts(f.apply(in.whole(tensors)));
    }

    /// `f` as a function of the arguments of these numbers only.
    private static FnN fixed(FnN f, List<Tensor> all, int... argnums) {
        return some -> {
            var arguments = new ArrayList<>(all);
            for (int i = 0; i < argnums.length; i++) {
                arguments.set(argnums[i], some.get(i));
            }
            return f.apply(arguments);
        };
    }

    private static List<Tensor> chosen(List<Tensor> all, int... argnums) {
        var some = new ArrayList<Tensor>();
        for (int argnum : argnums) {
            some.add(all.get(argnum));
        }
        return some;
    }
}
