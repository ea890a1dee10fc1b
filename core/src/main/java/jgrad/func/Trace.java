package jgrad.func;

import jgrad.Tensor;
import jgrad.engine.TraceLevel;
import jgrad.engine.TraceStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A function written down as a list of operations, which runs again on other tensors of the same
/// shapes, with the same results and gradients.
///
/// ```java
/// Trace trace = Func.trace(in -> List.of(in.get(0).mul(in.get(1)).sum()), List.of(x, y));
/// IO.println(trace);
/// // %0, %1 = inputs
/// // %2 = mul(%0, %1)
/// // %3 = sum(%2)
/// // return %3
/// Tensor again = trace.run(List.of(u, v)).getFirst();
/// ```
///
/// What did not depend on the inputs is a constant of the trace; so is what the program decided by
/// looking at values.
public final class Trace {
    private final int[] inputs;
    private final int[] outputs;
    private final List<TraceStep> steps;
    private final List<@Nullable Tensor> constants;
    private final List<int[]> shapes;

    private Trace(TraceLevel level, int[] inputs, int[] outputs, List<int[]> shapes) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.steps = List.copyOf(level.steps());
        this.constants = new ArrayList<>(level.constants());
        this.shapes = shapes;
    }

    /// One line of the program.
    ///
    /// @param operation the library's record of the operation, or the user's function; it prints as
    ///   its name and parameters
    /// @param inputs numbers of the values it reads
    /// @param outputs numbers of the values it makes; an in-place operation names its target
    public record Step(
            String name,
            Map<String, Object> parameters,
            Object operation,
            List<Integer> inputs,
            List<Integer> outputs) {}

    static Trace of(FnN f, List<Tensor> examples) {
        var level = new TraceLevel();
        try (level) {
            var traced = new ArrayList<Tensor>();
            var slots = new int[examples.size()];
            for (int i = 0; i < slots.length; i++) {
                traced.add(level.input(examples.get(i)));
                slots[i] = level.slot(traced.get(i));
            }
            int[] outputs = f.apply(List.copyOf(traced)).stream().mapToInt(level::slot).toArray();
            List<int[]> shapes = examples.stream().map(t -> t.shape().sizes()).toList();
            return new Trace(level, slots, outputs, shapes);
        }
    }

    /// Runs the operations on other tensors, which have the shapes of the examples.
    ///
    /// @throws IllegalArgumentException if number or shapes differ
    public List<Tensor> run(List<Tensor> arguments) {
        if (arguments.size() != inputs.length) {
            throw new IllegalArgumentException(
                    "trace of " + inputs.length + " inputs run on " + arguments.size());
        }
        var values = constants.toArray(new Tensor[0]);
        for (int i = 0; i < inputs.length; i++) {
            if (!Arrays.equals(arguments.get(i).shape().sizes(), shapes.get(i))) {
                throw new IllegalArgumentException(
                        "trace: input "
                                + i
                                + " was traced with shape "
                                + Arrays.toString(shapes.get(i))
                                + " but is given one of "
                                + arguments.get(i).shape()
                                + "; trace the function again for other shapes.");
            }
            values[inputs[i]] = arguments.get(i);
        }
        for (TraceStep step : steps) {
            step.run(values);
        }
        return Arrays.stream(outputs).mapToObj(o -> values[o]).toList();
    }

    /// The program.
    public List<Step> steps() {
        return steps.stream()
                .map(s ->
                        new Step(
                                s.name(),
                                s.parameters(),
                                s.operation(),
                                Arrays.stream(s.inputs()).boxed().toList(),
                                Arrays.stream(s.outputs()).boxed().toList()))
                .toList();
    }

    /// The tensors that the program reads and did not get as inputs, by number.
    public Map<Integer, Tensor> constants() {
        var named = new TreeMap<Integer, Tensor>();
        for (int i = 0; i < constants.size(); i++) {
            Tensor constant = constants.get(i);
            if (constant != null) {
                named.put(i, constant);
            }
        }
        return named;
    }

    /// The program as text, a line per operation.
    @Override
    public String toString() {
        var text = new StringBuilder(values(inputs)).append(" = inputs\n");
        constants()
                .forEach((slot, t) ->
                        text.append('%')
                                .append(slot)
                                .append(" = constant(")
                                .append(t.dtype())
                                .append(' ')
                                .append(Arrays.toString(t.shape().sizes()))
                                .append(")\n"));
        for (TraceStep step : steps) {
            text.append(values(step.outputs()))
                    .append(" = ")
                    .append(step.name())
                    .append('(')
                    .append(values(step.inputs()));
            new TreeMap<>(step.parameters())
                    .forEach((key, v) -> text.append(", ").append(key).append('=').append(v));
            text.append(")\n");
        }
        return text.append("return ").append(values(outputs)).toString();
    }

    private static String values(int[] slots) {
        return String.join(", ", Arrays.stream(slots).mapToObj(s -> "%" + s).toList());
    }
}
