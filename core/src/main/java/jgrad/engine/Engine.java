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

/// Checks what a backward call was given, then runs it as a [GraphTask].
public final class Engine {
    private Engine() {}

    public static void backward(
            List<Tensor> outputs, @Nullable List<@Nullable Tensor> gradients, GradOptions options) {
        check(options);
        List<Tensor> inputs = options.inputs();
        if (inputs != null && inputs.isEmpty()) {
            throw new IllegalArgumentException("'inputs' argument to backward() cannot be empty.");
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

    public static Gradients grad(
            List<Tensor> outputs,
            List<Tensor> inputs,
            @Nullable List<@Nullable Tensor> gradients,
            boolean retain,
            boolean create,
            boolean allowUnused) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("grad requires non-empty inputs.");
        }
        var captures = new Captures(edges(inputs, "grad"), null);
        run(outputs, gradients, retain, create, captures);
        @Nullable Tensor[] grads = captures.results;
        for (int i = 0; i < grads.length; i++) {
            if (grads[i] == null && !allowUnused) {
                throw new IllegalStateException(
                        "One of the differentiated Tensors appears to not have been used in the"
                            + " graph. Set allow_unused=True if this is the desired behavior. It is"
                            + " input "
                                + i
                                + ", "
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
        State state = State.current();
        new GraphTask(state, retain || create, create, captures).run(roots, grads);
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
