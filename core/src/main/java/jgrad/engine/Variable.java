package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Warnings;
import jgrad.autograd.Autograd;
import jgrad.autograd.BackwardOptions;
import jgrad.autograd.Edge;
import jgrad.autograd.Handle;
import jgrad.autograd.Node;
import jgrad.autograd.TensorHook;
import jgrad.storage.Layout;
import jgrad.storage.Storage;
import jgrad.storage.Strided;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The autograd half of a tensor.
///
/// A class of its own so that the engine reaches its fields and users do not; all its public
/// methods are [Tensor]'s, which declares them again. Note [Method references] there.
public abstract sealed class Variable extends Strided permits Tensor {
    private static final String NON_LEAF_GRAD =
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad"
                + " attribute won't be populated during autograd.backward(). If you indeed want the"
                + " .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the"
                + " non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you"
                + " access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for"
                + " more informations.";

    protected @Nullable GraphNode gradFn;
    protected int outputNr;
    protected boolean requiresGrad;
    protected boolean retainsGrad;
    protected boolean wrappedNumber;
    protected boolean parameter;
    protected @Nullable Tensor grad;
    protected volatile @Nullable AccumulateNode accumulator;
    protected @Nullable View view;
    protected @Nullable Lifted lifted;
    protected @Nullable String name;

    protected Variable(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }

    protected final Storage storage() {
        return storage;
    }

    protected final Layout layout() {
        return layout;
    }

    public DType dtype() {
        return dtype;
    }

    private Tensor self() {
        return (Tensor) this;
    }

    // Leaf or not, and in which graph

    /// Whether gradients flow to this tensor: it is a leaf that asked for them, or was computed
    /// from one.
    ///
    /// Torch: `tensor.requires_grad`.
    public boolean requiresGrad() {
        return requiresGrad
                || (view != null && gradFnNow() != null)
                || (lifted != null && Levels.requiresGrad(self()));
    }

    /// Whether the user made this tensor, or no gradient flows to it.
    ///
    /// Torch: `tensor.is_leaf`.
    public boolean isLeaf() {
        return gradFnNow() == null;
    }

    /// The node that made this tensor; null for a leaf.
    ///
    /// Torch: `tensor.grad_fn`.
    public @Nullable Node gradFn() {
        return gradFnNow();
    }

    /// Which output of [#gradFn()] this tensor is.
    ///
    /// Torch: `tensor.output_nr`.
    public int outputNr() {
        if (lifted != null && gradFn == null && !lifted.level().ownsHistory()) {
            return lifted.value().outputNr();
        }
        gradFnNow();
        return outputNr;
    }

    /// The node; for a view whose base was written to since, made anew.
    protected final @Nullable GraphNode gradFnNow() {
        if (lifted != null && gradFn == null && !lifted.level().ownsHistory()) {
            return lifted.value().gradFnNow();
        }
        View v = view;
        if (v == null || v.version == storage.version()) {
            return gradFn;
        }
        return InPlace.regenerate(self(), v);
    }

    /// Where a gradient for this tensor goes: its node, or the accumulator of a leaf; null if none
    /// is wanted.
    protected final @Nullable Edge edge() {
        if (lifted != null && gradFn == null && !lifted.level().ownsHistory()) {
            return lifted.value().edge();
        }
        GraphNode fn = gradFnNow();
        if (fn != null) {
            return new Edge(fn, outputNr);
        }
        return requiresGrad ? accumulator().edge : null;
    }

    protected final AccumulateNode accumulator() {
        AccumulateNode node = accumulator;
        if (node == null) {
            synchronized (this) {
                node = accumulator;
                if (node == null) {
                    accumulator = node = new AccumulateNode(self());
                }
            }
        }
        return node;
    }

    protected final void attach(GraphNode node, int output) {
        gradFn = node;
        outputNr = output;
        requiresGrad = true;
    }

    /// Hands elements and history to a tensor of their own, which becomes the value of this one at
    /// some level. Note [Written by a level] in Lifting.
    protected final Tensor handDown() {
        var value = new Tensor(storage, layout, dtype);
        value.gradFn = gradFn;
        value.outputNr = outputNr;
        value.requiresGrad = requiresGrad;
        value.accumulator = accumulator;
        value.view = view;
        value.lifted = lifted;
        gradFn = null;
        outputNr = 0;
        requiresGrad = false;
        accumulator = null;
        return value;
    }

    /// Shows the elements of another storage from now on.
    protected final void relocate(Tensor value, Layout newLayout) {
        storage = value.storage;
        layout = newLayout;
    }

    /// The same elements in a tensor without history.
    protected final Tensor alias() {
        var alias = new Tensor(storage, layout, dtype);
        alias.lifted = lifted;
        return alias;
    }

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
            if (gradient.dtype() != dtype) {
                throw new IllegalArgumentException(
                        "assigned grad has data of a different type: it is "
                                + gradient.dtype()
                                + ", the tensor "
                                + dtype);
            }
            if (!Arrays.equals(gradient.layout().shape(), layout.shape())) {
                throw new IllegalArgumentException(
                        "assigned grad has data of a different size: "
                                + Arrays.toString(gradient.layout().shape())
                                + ", the tensor "
                                + Arrays.toString(layout.shape()));
            }
        }
        grad = gradient;
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
        backward(null, BackwardOptions.DEFAULT);
    }

    /// As [#backward()], starting from `gradient`, which has this tensor's shape.
    public void backward(@Nullable Tensor gradient) {
        backward(gradient, BackwardOptions.DEFAULT);
    }

    /// As [#backward()], with options: `backward(retainGraph())`.
    public void backward(BackwardOptions options) {
        backward(null, options);
    }

    /// As [#backward()], starting from `gradient`, with options.
    public void backward(@Nullable Tensor gradient, BackwardOptions options) {
        Autograd.backward(List.of(self()), gradient == null ? null : List.of(gradient), options);
    }

    // Views, versions, names

    /// Whether this tensor shares the elements of another one, such that writing to one changes the
    /// other's history.
    ///
    /// Torch: `tensor._is_view()`.
    public boolean isView() {
        return view != null;
    }

    /// The tensor whose elements this view shares; null if this is no view.
    ///
    /// Torch: `tensor._base`.
    public @Nullable Tensor base() {
        return view == null ? null : view.base;
    }

    /// How often the elements were written to, by whatever tensor shares them.
    ///
    /// Torch: `tensor._version`.
    public int version() {
        return storage.version();
    }

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
