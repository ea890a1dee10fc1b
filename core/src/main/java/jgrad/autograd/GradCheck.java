package jgrad.autograd;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;
import jgrad.func.Fn1;
import jgrad.func.FnN;
import jgrad.storage.Raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Compares derivatives with finite differences.
///
/// ```java
/// GradCheck.gradcheck(t -> t.sin(), x);      // true, or an exception that names the worst element
/// ```
///
/// The inputs that require gradients are checked; float64 is needed for the default step. Torch:
/// `torch.autograd.gradcheck`, `torch.autograd.gradgradcheck`.
public final class GradCheck {
    private static final String NOTHING =
            "gradcheck expects at least one input tensor to require gradient, but none of them"
                    + " have requires_grad=True.";

    private GradCheck() {}

    /// Checks the derivative of a function of one tensor.
    ///
    /// @throws GradcheckException if it is wrong
    /// @throws IllegalArgumentException if `x` does not require a gradient
    public static boolean gradcheck(Fn1 f, Tensor x) {
        return gradcheck(f, x, GradCheckOptions.DEFAULT);
    }

    /// As [#gradcheck(Fn1, Tensor)], with options.
    public static boolean gradcheck(Fn1 f, Tensor x, GradCheckOptions options) {
        return gradcheck(in -> List.of(f.apply(in.getFirst())), List.of(x), options);
    }

    /// Checks the derivatives of all floating outputs with respect to all inputs that require
    /// gradients.
    public static boolean gradcheck(FnN f, List<Tensor> inputs, GradCheckOptions options) {
        checkInputs(inputs);
        try {
            new JacobianCheck(f, inputs, options).run();
            return true;
        } catch (GradcheckException e) {
            if (options.raisesException()) {
                throw e;
            }
            return false;
        }
    }

    /// Checks the second derivatives of a function of one tensor.
    public static boolean gradgradcheck(Fn1 f, Tensor x) {
        return gradgradcheck(
                in -> List.of(f.apply(in.getFirst())), List.of(x), GradCheckOptions.DEFAULT);
    }

    /// Checks the derivatives of the backward pass, with respect to the inputs and to the incoming
    /// gradients, which are drawn at random.
    public static boolean gradgradcheck(FnN f, List<Tensor> inputs, GradCheckOptions options) {
        checkInputs(inputs);
        var random = new Random(0);
        int count = inputs.size();
        var all = new ArrayList<>(inputs);
        for (Tensor out : f.apply(inputs)) {
            if (out.requiresGrad()) {
                all.add(normal(out, random).requiresGrad_());
            }
        }
        FnN backward =
                in -> {
                    List<Tensor> outputs =
                            f.apply(in.subList(0, count)).stream()
                                    .filter(Tensor::requiresGrad)
                                    .toList();
                    List<Tensor> wanted =
                            in.subList(0, count).stream().filter(Tensor::requiresGrad).toList();
                    Gradients grads =
                            Autograd.grad(
                                    outputs,
                                    wanted,
                                    Autograd.createGraph()
                                            .allowUnused()
                                            .gradOutputs(
                                                    in.subList(count, in.size())
                                                            .toArray(Tensor[]::new)));
                    var defined = new ArrayList<Tensor>();
                    for (Tensor grad : grads) {
                        if (grad != null) {
                            defined.add(grad);
                        }
                    }
                    return defined;
                };
        return gradcheck(backward, all, options);
    }

    static Tensor normal(Tensor like, Random random) {
        var values = new double[like.numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Tensors.fromArray(values, values.length)
                .reshape(like.shape().sizes())
                .to(like.dtype());
    }

    private static void checkInputs(List<Tensor> inputs) {
        boolean any = false;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor t = inputs.get(i);
            if (!t.requiresGrad()) {
                continue;
            }
            any = true;
            if (t.dtype() != DType.FLOAT64) {
                Warnings.warn(
                        "Input #"
                                + i
                                + " requires gradient and is not a double precision floating point"
                                + " or complex. This check will likely fail if all the inputs are"
                                + " not of double precision floating point or complex. ");
            }
            if (Raw.layout(t).hasInternalOverlap()) {
                throw new IllegalArgumentException(
                        "The "
                                + i
                                + "th input has a dimension with stride 0. gradcheck only supports"
                                + " inputs that are non-overlapping to be able to compute the"
                                + " numerical gradients correctly. You should call .contiguous on"
                                + " the input before passing it to gradcheck.");
            }
        }
        if (!any) {
            throw new IllegalArgumentException(NOTHING);
        }
    }
}
