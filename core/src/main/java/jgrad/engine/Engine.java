package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.autograd.GradOptions;
import jgrad.autograd.Gradients;
import jgrad.kernels.elementwise.Each;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Checks what a backward call was given, then runs it as a [GraphTask].
public final class Engine {
    private static final int MOST_NESTED = 60;

    private Engine() {}

    public static void backward(
            List<Tensor> outputs, @Nullable List<@Nullable Tensor> gradients, GradOptions options) {
        check(options);
        outputs.forEach(Levels::refuseBatch);
        refuseInTransform();
        List<Tensor> inputs = options.inputs();
        if (inputs != null && inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "`inputs` argument to `backward()` cannot be empty.");
        }
        Captures captures = inputs == null ? null : new Captures(edges(inputs, "backward"), inputs);
        run(outputs, gradients, options.retainsGraph(), options.createsGraph(), captures);
    }

    private static void check(GradOptions options) {
        if (options.gradOutputs() != null) {
            throw new IllegalArgumentException(
                    "backward: the options hold gradOutputs, which are for grad(...); backward"
                            + " takes them as an argument: y.backward(gradient, options)");
        }
        if (options.allowsUnused()) {
            throw new IllegalArgumentException(
                    "backward: the options hold allowUnused or materializeGrads, which are for"
                            + " grad(...); backward leaves the grad() of unused tensors as it is");
        }
    }

    /// Gradients that are added to tensors would be lost, or be of the wrong level, when the
    /// transform is over. Forward mode by hand is no such transform: its duals are the user's.
    private static void refuseInTransform() {
        State state = State.current();
        if (state.level > state.dualLevels.size()) {
            throw new IllegalStateException(
                    "backward() called inside a functorch transform. This is not supported, please"
                        + " use functorch.grad or functorch.vjp instead or call backward() outside"
                        + " of functorch transforms. In jgrad these are Func.grad and Func.vjp;"
                        + " Autograd.grad(..), which gives gradients back, works inside of jvp,"
                        + " trace and grad."
                            + Place.suffix());
        }
    }

    public static Gradients grad(
            List<Tensor> outputs,
            List<Tensor> inputs,
            @Nullable List<@Nullable Tensor> gradients,
            boolean retain,
            boolean create,
            boolean allowUnused) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("`inputs` argument to `grad()` cannot be empty.");
        }
        var captures = new Captures(edges(inputs, "grad"), null);
        run(outputs, gradients, retain, create, captures);
        @Nullable Tensor[] grads = captures.results;
        for (int i = 0; i < grads.length; i++) {
            if (grads[i] == null && !allowUnused) {
                throw new IllegalStateException(
                        "The differentiated Tensor at index "
                                + i
                                + " appears to not have been used in the graph. Set"
                                + " allow_unused=True if this is the desired behavior. It is "
                                + Messages.describe(inputs.get(i))
                                + (inputs.get(i).name == null
                                        ? ""
                                        : " named '" + inputs.get(i).name + "'")
                                + "."
                                + Place.suffix());
            }
        }
        return new Gradients(grads);
    }

    private static Edge[] edges(List<Tensor> inputs, String call) {
        var edges = new Edge[inputs.size()];
        for (int i = 0; i < edges.length; i++) {
            Edge edge = inputs.get(i).edge();
            if (edge == null) {
                throw new IllegalStateException(
                        "One of the differentiated Tensors does not require grad: input "
                                + i
                                + " of "
                                + call
                                + "(), "
                                + Messages.describe(inputs.get(i))
                                + Place.suffix());
            }
            edges[i] = edge;
        }
        return edges;
    }

    private static void run(
            List<Tensor> outputs,
            @Nullable List<@Nullable Tensor> gradients,
            boolean retain,
            boolean create,
            @Nullable Captures captures) {
        if (gradients != null && gradients.size() != outputs.size()) {
            throw new IllegalArgumentException(
                    "got " + outputs.size() + " tensors and " + gradients.size() + " gradients");
        }
        var roots = new Edge[outputs.size()];
        var grads = new Tensor[outputs.size()];
        for (int i = 0; i < roots.length; i++) {
            Tensor output = outputs.get(i);
            Tensor given = gradients == null ? null : gradients.get(i);
            grads[i] = start(output, given, i);
            Edge edge = output.edge();
            if (edge == null) {
                throw new IllegalStateException(
                        "element "
                                + i
                                + " of tensors does not require grad and does not have a grad_fn"
                                + Place.suffix());
            }
            roots[i] = edge;
        }
        deeper(() ->
                new GraphTask(State.current(), retain || create, create, captures)
                        .run(roots, grads));
    }

    /// Note [Re-entrant backward passes]: a hook or a user's operation may start a backward pass of
    /// its own, and so on, each within the stack of the one before. Past a depth it goes on in a
    /// thread with a stack of its own, which has the modes of this one, which waits.
    private static void deeper(Runnable call) {
        State state = State.current();
        state.depth++;
        try {
            if (state.depth % MOST_NESTED != 0) {
                call.run();
                return;
            }
            State.Snapshot modes = state.snapshot();
            var failure = new AtomicReference<@Nullable Throwable>();
            Thread thread =
                    Thread.ofPlatform()
                            .name("jgrad-backward-" + state.depth)
                            .start(() -> {
                                try {
                                    modes.install();
                                    call.run();
                                } catch (RuntimeException | Error e) {
                                    failure.set(e);
                                }
                            });
            join(thread);
            switch (failure.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {}
            }
        } finally {
            state.depth--;
        }
    }

    /// Until it is done: what it computes is needed, and it shares the graph with the caller.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Tensor start(Tensor output, @Nullable Tensor given, int i) {
        Levels.refuseBatch(output);
        int[] shape = output.layout().shape();
        if (given == null) {
            if (!output.requiresGrad()) {
                throw new IllegalStateException(
                        "element "
                                + i
                                + " of tensors does not require grad and does not have a grad_fn"
                                + Place.suffix());
            }
            if (output.numel() != 1) {
                throw new IllegalStateException(
                        "grad can be implicitly created only for scalar outputs: output "
                                + i
                                + " has shape "
                                + Arrays.toString(shape)
                                + "; pass a gradient of that shape, or reduce it with sum()."
                                + Place.suffix());
            }
            return one(shape, output.dtype());
        }
        if (!Arrays.equals(shape, given.layout().shape())) {
            throw new IllegalArgumentException(
                    "Mismatch in shape: grad_output["
                            + i
                            + "] has a shape of "
                            + given.shape()
                            + " and output["
                            + i
                            + "] has a shape of "
                            + output.shape()
                            + "."
                            + Place.suffix());
        }
        if (!given.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "grad_output["
                            + i
                            + "] is "
                            + given.dtype()
                            + ", but output["
                            + i
                            + "] is "
                            + output.dtype()
                            + "; a gradient is of floating point."
                            + Place.suffix());
        }
        return Fitting.to(given, output.dtype());
    }

    private static Tensor one(int[] shape, DType type) {
        Tensor t = Each.scalar(1, type);
        return shape.length == 0 ? t : new Tensor(t.storage(), Layout.contiguous(shape), type);
    }
}
