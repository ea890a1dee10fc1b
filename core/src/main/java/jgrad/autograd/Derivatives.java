package jgrad.autograd;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.func.Fn1;
import jgrad.func.FnN;
import jgrad.func.Func;
import jgrad.func.Structure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Jacobians, Hessians and products with them, of functions of several tensors.
///
/// Functions take and give lists of tensors. [jgrad.func.Func] has the same as functions of
/// functions, which nest. Torch: `torch.autograd.functional`.
public final class Derivatives {
    private static final String DEPENDS = " This is not allowed in strict mode.";
    private static final String V_OF_INPUT =
            "The vector v can only be None if the input to the user-provided function is a single"
                    + " Tensor with a single element.";
    private static final String V_OF_OUTPUT =
            "The vector v can only be None if the user-provided function returns a single Tensor"
                    + " with a single element.";

    private Derivatives() {}

    /// The value of a function (or of its gradient), and a product with its derivative.
    public record Product(List<Tensor> value, List<Tensor> product) {}

    // Jacobians

    /// The Jacobian of a function of one tensor; its shape is the output's and then the input's.
    public static Tensor jacobian(Fn1 f, Tensor x) {
        return jacobian(listed(f), List.of(x), DerivativeOptions.DEFAULT).getFirst().getFirst();
    }

    /// `result.get(output).get(input)` has the shape of that output and then that input.
    ///
    /// Torch: `torch.autograd.functional.jacobian`.
    ///
    /// @throws IllegalStateException in strict mode, if an output does not depend on an input
    public static List<List<Tensor>> jacobian(
            FnN f, List<Tensor> inputs, DerivativeOptions options) {
        check(options);
        if (options.vectorizes()) {
            var rows =
                    (options.isForwardMode()
                                    ? Func.jacfwd(Structure.LIST, Structure.LIST, f)
                                    : Func.jacrev(Structure.LIST, Structure.LIST, f))
                            .apply(options.createsGraph() ? inputs : detached(inputs));
            return rows.stream().map(row -> finished(row, options)).toList();
        }
        try (var _ = Autograd.enableGrad()) {
            List<Tensor> xs = prepared(inputs, options.createsGraph());
            List<Tensor> outputs = f.apply(handed(xs));
            if (options.isStrict()) {
                checkOutputs(outputs);
            }
            var rows = new ArrayList<List<Tensor>>();
            for (int k = 0; k < outputs.size(); k++) {
                rows.add(finished(row(outputs.get(k), k, xs, options), options));
            }
            return rows;
        }
    }

    private static void check(DerivativeOptions options) {
        if (options.isStrict() && options.vectorizes()) {
            throw new IllegalArgumentException(
                    "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are"
                            + " not supported together. Please either set `strict=False` or"
                            + " `vectorize=False`.");
        }
    }

    private static List<Tensor> row(
            Tensor output, int k, List<Tensor> xs, DerivativeOptions options) {
        int n = output.numel();
        var columns = new ArrayList<List<Tensor>>();
        for (int i = 0; i < xs.size(); i++) {
            columns.add(new ArrayList<>());
        }
        for (int o = 0; o < n && output.requiresGrad(); o++) {
            Gradients grads =
                    gradients(
                            List.of(output), xs, List.of(unit(output, o)), options.createsGraph());
            for (int i = 0; i < xs.size(); i++) {
                Tensor grad = grads.get(i);
                if (grad == null && options.isStrict()) {
                    throw new IllegalStateException(
                            "Output "
                                    + k
                                    + " of the user-provided function is independent of input "
                                    + i
                                    + "."
                                    + DEPENDS);
                }
                columns.get(i).add(grad == null ? Tensors.zerosLike(xs.get(i)) : grad);
            }
        }
        var row = new ArrayList<Tensor>();
        for (int i = 0; i < xs.size(); i++) {
            int[] shape = joined(output, xs.get(i));
            row.add(
                    columns.get(i).isEmpty()
                            ? Tensors.zeros(shape, xs.get(i).dtype())
                            : Tensors.stack(columns.get(i), 0).reshape(shape));
        }
        return row;
    }

    private static int[] joined(Tensor output, Tensor input) {
        int[] a = output.shape().sizes();
        int[] b = input.shape().sizes();
        var both = new int[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static Tensor unit(Tensor like, int element) {
        Tensor unit = Tensors.zeros(like.shape().sizes(), like.dtype());
        unit.view(-1).at(element).fill_(1.0);
        return unit;
    }

    /// The Hessian of a function of one tensor with a single element as result.
    public static Tensor hessian(Fn1 f, Tensor x) {
        return hessian(listed(f), List.of(x), DerivativeOptions.DEFAULT).getFirst().getFirst();
    }

    /// `result.get(i).get(j)` is the second derivative with respect to inputs `i` and `j`.
    ///
    /// Torch: `torch.autograd.functional.hessian`.
    public static List<List<Tensor>> hessian(
            FnN f, List<Tensor> inputs, DerivativeOptions options) {
        check(options);
        if (options.vectorizes()) {
            FnN gradient =
                    in -> Func.grad(Structure.LIST, p -> single(f.apply(p)).reshape()).apply(in);
            return jacobian(gradient, inputs, options);
        }
        var inner = new DerivativeOptions(true, false, false, false);
        FnN gradient =
                in -> {
                    List<Tensor> row =
                            jacobian(p -> List.of(single(f.apply(p)).reshape()), in, inner)
                                    .getFirst();
                    if (options.isStrict()) {
                        checkJacobian(row);
                    }
                    return row;
                };
        return jacobian(gradient, inputs, options);
    }

    // Products

    /// The value, and `v^T J`. Without `v` the output is a single element.
    ///
    /// Torch: `torch.autograd.functional.vjp`.
    public static Product vjp(
            FnN f, List<Tensor> inputs, @Nullable List<Tensor> v, DerivativeOptions options) {
        try (var _ = Autograd.enableGrad()) {
            List<Tensor> xs = prepared(inputs, options.createsGraph());
            List<Tensor> outputs = f.apply(handed(xs));
            if (options.isStrict()) {
                checkOutputs(outputs);
            }
            List<Tensor> start = vector(v, outputs, V_OF_OUTPUT);
            Gradients grads = gradients(outputs, xs, start, options.createsGraph());
            return new Product(
                    finished(outputs, options), finished(filled(grads, xs, options), options));
        }
    }

    /// The value, and `J v`, by differentiating the backward pass.
    ///
    /// Torch: `torch.autograd.functional.jvp`.
    public static Product jvp(
            FnN f, List<Tensor> inputs, @Nullable List<Tensor> v, DerivativeOptions options) {
        try (var _ = Autograd.enableGrad()) {
            List<Tensor> direction = vector(v, inputs, V_OF_INPUT);
            List<Tensor> xs = prepared(inputs, options.createsGraph());
            List<Tensor> outputs = f.apply(handed(xs));
            if (options.isStrict()) {
                checkOutputs(outputs);
            }
            var dummies = new ArrayList<Tensor>();
            for (Tensor output : outputs) {
                dummies.add(Tensors.zerosLike(output).requiresGrad_());
            }
            Gradients grads = gradients(outputs, xs, dummies, true);
            List<Tensor> pulled = filled(grads, xs, options);
            Gradients pushed = gradients(pulled, dummies, direction, options.createsGraph());
            return new Product(
                    finished(outputs, options),
                    finished(filled(pushed, outputs, DerivativeOptions.DEFAULT), options));
        }
    }

    /// The value of a scalar function, and `v^T H`.
    ///
    /// Torch: `torch.autograd.functional.vhp`.
    public static Product vhp(
            FnN f, List<Tensor> inputs, @Nullable List<Tensor> v, DerivativeOptions options) {
        try (var _ = Autograd.enableGrad()) {
            List<Tensor> direction = vector(v, inputs, V_OF_INPUT);
            List<Tensor> xs = prepared(inputs, options.createsGraph());
            Tensor output = single(f.apply(handed(xs)));
            List<Tensor> jacobian = gradient(output, xs, options);
            Gradients grads = gradients(jacobian, xs, direction, options.createsGraph());
            return new Product(
                    finished(List.of(output), options),
                    finished(filled(grads, xs, options), options));
        }
    }

    /// The value of a scalar function, and `H v`, by differentiating the backward pass twice.
    ///
    /// Torch: `torch.autograd.functional.hvp`.
    public static Product hvp(
            FnN f, List<Tensor> inputs, @Nullable List<Tensor> v, DerivativeOptions options) {
        return vhp(f, inputs, v, options); // the Hessian is symmetric
    }

    private static List<Tensor> gradient(
            Tensor output, List<Tensor> xs, DerivativeOptions options) {
        Gradients grads = gradients(List.of(output), xs, List.of(Tensors.onesLike(output)), true);
        List<Tensor> jacobian = filled(grads, xs, DerivativeOptions.DEFAULT);
        if (options.isStrict()) {
            checkJacobian(jacobian);
        }
        return jacobian;
    }

    // Inputs and outputs

    private static FnN listed(Fn1 f) {
        return in -> List.of(f.apply(in.getFirst()));
    }

    private static List<Tensor> prepared(List<Tensor> inputs, boolean createGraph) {
        var xs = new ArrayList<Tensor>();
        for (Tensor input : inputs) {
            xs.add(
                    createGraph && input.requiresGrad()
                            ? input.view(input.shape().sizes())
                            : input.detach().requiresGrad_());
        }
        return xs;
    }

    /// What the function gets: it may write over what it is given, and derivatives are by what that
    /// was before.
    private static List<Tensor> handed(List<Tensor> xs) {
        return xs.stream().map(t -> t.isLeaf() ? t : t.clone()).toList();
    }

    private static List<Tensor> detached(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::detach).toList();
    }

    private static List<Tensor> finished(List<Tensor> results, DerivativeOptions options) {
        return options.createsGraph() ? results : detached(results);
    }

    /// The gradients with respect to `inputs`; outputs that need none are left out.
    private static Gradients gradients(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> starts, boolean createGraph) {
        var roots = new ArrayList<Tensor>();
        var from = new ArrayList<Tensor>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requiresGrad()) {
                roots.add(outputs.get(i));
                from.add(starts.get(i));
            }
        }
        if (roots.isEmpty()) {
            return new Gradients(new @Nullable Tensor[inputs.size()]);
        }
        GradOptions options = createGraph ? Autograd.createGraph() : Autograd.retainGraph();
        return Autograd.grad(
                roots,
                inputs,
                options.allowUnused().gradOutputs(from.toArray(new @Nullable Tensor[0])));
    }

    private static List<Tensor> filled(
            Gradients grads, List<Tensor> like, DerivativeOptions options) {
        var all = new ArrayList<Tensor>();
        for (int i = 0; i < grads.size(); i++) {
            Tensor grad = grads.get(i);
            if (grad == null && options.isStrict()) {
                throw new IllegalStateException(
                        "The output of the user-provided function is independent of input "
                                + i
                                + "."
                                + DEPENDS);
            }
            all.add(grad == null ? Tensors.zerosLike(like.get(i)) : grad);
        }
        return all;
    }

    private static List<Tensor> vector(
            @Nullable List<Tensor> v, List<Tensor> like, String whenAbsent) {
        if (v == null) {
            if (like.size() != 1 || like.getFirst().numel() != 1) {
                throw new IllegalArgumentException(whenAbsent);
            }
            return List.of(Tensors.onesLike(like.getFirst()));
        }
        if (v.size() != like.size()) {
            throw new IllegalArgumentException(
                    like.size() == 1
                            ? "The given v should contain a single Tensor."
                            : "v is a tuple of invalid length: should be "
                                    + like.size()
                                    + " but got "
                                    + v.size()
                                    + ".");
        }
        for (int i = 0; i < v.size(); i++) {
            if (!v.get(i).shape().equals(like.get(i).shape())) {
                throw new IllegalArgumentException(
                        (v.size() == 1 ? "v" : "Entry " + i + " in v")
                                + " has invalid size: should be "
                                + like.get(i).shape()
                                + " but got "
                                + v.get(i).shape()
                                + ".");
            }
        }
        return v;
    }

    private static Tensor single(List<Tensor> outputs) {
        if (outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "The function given to hessian should return a single Tensor");
        }
        if (outputs.getFirst().numel() != 1) {
            throw new IllegalArgumentException(
                    "The Tensor returned by the function given to hessian should contain a single"
                            + " element");
        }
        return outputs.getFirst();
    }

    private static void checkOutputs(List<Tensor> outputs) {
        for (int k = 0; k < outputs.size(); k++) {
            if (!outputs.get(k).requiresGrad()) {
                throw new IllegalStateException(
                        "Output "
                                + k
                                + " of the user-provided function does not require gradients. The"
                                + " outputs must be computed in a differentiable manner from the"
                                + " input when running in strict mode.");
            }
        }
    }

    private static void checkJacobian(List<Tensor> jacobian) {
        for (int i = 0; i < jacobian.size(); i++) {
            if (!jacobian.get(i).requiresGrad()) {
                throw new IllegalStateException(
                        "While computing the hessian, found that the jacobian of the user-provided"
                                + " function with respect to input "
                                + i
                                + " is independent of the input."
                                + DEPENDS
                                + " You should ensure that your function is twice differentiable"
                                + " and that the jacobian depends on the inputs (this would be"
                                + " violated by a linear function for example).");
            }
        }
    }
}
