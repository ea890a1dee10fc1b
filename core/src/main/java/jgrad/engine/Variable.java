package jgrad.engine;

import static java.util.Objects.requireNonNull;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Warnings;
import jgrad.autograd.GradOptions;
import jgrad.autograd.Handle;
import jgrad.autograd.TensorHook;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The autograd half of a tensor: what a user asks of it.
///
/// A class of its own, with [Tracked] below it, so that the engine reaches its fields and users do
/// not; all its public methods are [Tensor]'s, which declares them again. Note [Method references]
/// there.
public abstract sealed class Variable extends Tracked permits Tensor {
    private static final String NON_LEAF_GRAD =
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad"
                + " attribute won't be populated during autograd.backward(). If you indeed want the"
                + " .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the"
                + " non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you"
                + " access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for"
                + " more information.";

    protected boolean retainsGrad;
    protected boolean parameter;
    protected @Nullable Tensor grad;
    protected @Nullable String name;

    protected Variable(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }

    private Tensor self() {
        return (Tensor) this;
    }

    // Leaves

    /// Asks for gradients, or no longer, of a leaf. Returns this tensor.
    ///
    /// Torch: `tensor.requires_grad_()`.
    ///
    /// @throws IllegalStateException for a computed tensor that is to give up its gradient
    /// @throws IllegalArgumentException for an integer or boolean tensor
    public Tensor requiresGrad_(boolean requires) {
        if (!isLeaf()) {
            if (!requires) {
                throw new IllegalStateException(
                        "you can only change requires_grad flags of leaf variables. If you want to"
                                + " use a computed variable in a subgraph that doesn't require"
                                + " differentiation use var_no_grad = var.detach()."
                                + Place.suffix());
            }
            return self();
        }
        if (requires && !dtype.isFloating()) {
            throw new IllegalArgumentException(
                    "only Tensors of floating point dtype can require gradients, but this one is "
                            + dtype
                            + "; convert it with to(DType.FLOAT32)."
                            + Place.suffix());
        }
        if (lifted != null && !lifted.level().ownsHistory()) {
            lifted.value().requiresGrad_(requires);
            return self();
        }
        requiresGrad = requires;
        return self();
    }

    /// Asks for gradients of a leaf. Returns this tensor.
    public Tensor requiresGrad_() {
        return requiresGrad_(true);
    }

    /// Shares the elements, and the count of writes to them, but has no history and needs no
    /// gradient.
    ///
    /// Torch: `tensor.detach()`.
    public Tensor detach() {
        if (lifted != null) {
            return Levels.detach(self());
        }
        return new Tensor(storage, layout, dtype);
    }

    /// Cuts this tensor from its history, in place.
    ///
    /// Torch: `tensor.detach_()`.
    ///
    /// @throws IllegalStateException for a view, whose base would still know of it
    public Tensor detach_() {
        if (view != null) {
            throw new IllegalStateException(
                    "Can't detach views in-place. Use detach() instead. If you are using"
                        + " DistributedDataParallel (DDP) for training, and gradient_as_bucket_view"
                        + " is set as True, gradients are views of DDP buckets, and hence detach_()"
                        + " cannot be called on these gradients. To fix this error, please refer to"
                        + " the Optimizer.zero_grad() function in torch/optim/optimizer.py as the"
                        + " solution."
                            + Place.suffix());
        }
        gradFn = null;
        outputNr = 0;
        requiresGrad = false;
        return self();
    }

    /// Makes this leaf a parameter of a module: it requires gradients, and prints as one. Returns
    /// this tensor.
    ///
    /// Torch: `torch.nn.Parameter(tensor)`.
    public Tensor asParameter() {
        requiresGrad_(true);
        parameter = true;
        return self();
    }

    /// Whether this is a parameter of a module.
    public boolean isParameter() {
        return parameter;
    }

    // Gradients

    /// The gradient that backward passes have accumulated here; null before the first.
    ///
    /// Torch: `tensor.grad`. Warns for a computed tensor that does not retain its gradient.
    public @Nullable Tensor grad() {
        if (hasHistoryBelow()) {
            return requireNonNull(lifted).value().grad();
        }
        if (grad == null && !retainsGrad && !isLeaf()) {
            Warnings.warn(NON_LEAF_GRAD);
        }
        return grad;
    }

    /// Sets or, with null, clears the gradient.
    ///
    /// @throws IllegalArgumentException if shape or type differ from this tensor's
    public void setGrad(@Nullable Tensor gradient) {
        if (gradient != null) {
            if (gradient == this) {
                throw new IllegalArgumentException("can't assign Variable as its own grad");
            }
            int[] size = gradient.layout().shape();
            if (!Arrays.equals(size, layout.shape())) {
                throw new IllegalArgumentException(
                        "attempting to assign a gradient of size '"
                                + Arrays.toString(size)
                                + "' to a tensor of size '"
                                + Arrays.toString(layout.shape())
                                + "'. Please ensure that the gradient and the tensor are the same"
                                + " size");
            }
            if (gradient.dtype() != dtype) {
                throw new IllegalArgumentException(
                        "attempting to assign a gradient with dtype '"
                                + gradient.dtype().torchName()
                                + "' to a tensor of dtype '"
                                + dtype.torchName()
                                + "'. The gradient must have the tensor's dtype: use"
                                + " gradient.to(tensor.dtype())");
            }
        }
        if (hasHistoryBelow()) {
            requireNonNull(lifted).value().setGrad(gradient);
        } else {
            grad = gradient;
        }
    }

    /// Keeps the gradient of this computed tensor when a backward pass comes by; does nothing on a
    /// leaf.
    ///
    /// Torch: `tensor.retain_grad()`.
    ///
    /// @throws IllegalStateException if no gradient flows here
    public void retainGrad() {
        if (!requiresGrad()) {
            throw new IllegalStateException(
                    "can't retain_grad on Tensor that has requires_grad=False" + Place.suffix());
        }
        GraphNode fn = gradFnNow();
        if (fn == null || retainsGrad) {
            return;
        }
        fn.hooks().retain(outputNr, self());
        retainsGrad = true;
    }

    /// Torch: `tensor.retains_grad`.
    public boolean retainsGrad() {
        return retainsGrad;
    }

    /// Runs `hook` whenever the gradient of this tensor is computed, in the order of registration.
    ///
    /// The hook belongs to the value this tensor has now: an in-place operation later does not take
    /// it along. Torch: `tensor.register_hook`.
    ///
    /// @throws IllegalStateException if no gradient flows here
    public Handle registerHook(TensorHook hook) {
        Objects.requireNonNull(hook, "hook");
        if (!requiresGrad()) {
            throw new IllegalStateException(
                    "cannot register a hook on a tensor that doesn't require gradient"
                            + Place.suffix());
        }
        GraphNode fn = gradFnNow();
        return fn == null
                ? accumulator().hooks().addTensorHook(0, hook)
                : fn.hooks().addTensorHook(outputNr, hook);
    }

    /// Runs `hook` with this leaf whenever its gradient has been added to.
    ///
    /// Torch: `tensor.register_post_accumulate_grad_hook`.
    ///
    /// @throws IllegalStateException for a tensor that is no leaf or needs no gradient
    public Handle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
        Objects.requireNonNull(hook, "hook");
        if (!requiresGrad()) {
            throw new IllegalStateException(
                    "cannot register a hook on a tensor that doesn't require gradient"
                            + Place.suffix());
        }
        if (!isLeaf()) {
            throw new IllegalStateException(
                    "post accumulate grad hooks cannot be registered on non-leaf tensors"
                            + Place.suffix());
        }
        return accumulator().hooks().addAfterAccumulation(hook);
    }

    /// Computes the gradients of this scalar and accumulates them in the leaves it was computed
    /// from.
    ///
    /// Torch: `tensor.backward()`.
    ///
    /// @throws IllegalStateException if this tensor is no scalar, has no history, or its graph was
    ///   freed
    public void backward() {
        backward(null, GradOptions.DEFAULT);
    }

    /// As [#backward()], starting from `gradient`, which has this tensor's shape.
    public void backward(@Nullable Tensor gradient) {
        backward(gradient, GradOptions.DEFAULT);
    }

    /// As [#backward()], with options: `backward(retainGraph())`.
    public void backward(GradOptions options) {
        backward(null, options);
    }

    /// As [#backward()], starting from `gradient`, with options.
    public void backward(@Nullable Tensor gradient, GradOptions options) {
        Engine.backward(List.of(self()), gradient == null ? null : List.of(gradient), options);
    }

    // Names

    /// Gives this tensor a name, which pictures and messages show. Returns this tensor.
    public Tensor named(String newName) {
        name = newName;
        GraphNode fn = gradFnNow();
        if (fn != null) {
            fn.hooks().name(self());
        }
        return self();
    }

    /// The name given by [#named(String)]; null if there is none.
    public @Nullable String name() {
        return name;
    }
}
