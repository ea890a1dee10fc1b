package jgrad.func;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Derivatives of derivatives, in every mixture of modes.
///
/// A tower takes directional derivatives of a scalar function, the innermost first, each by reverse
/// or by forward mode, with a vmap between any two of them. All towers of a height are the same
/// number; one of them is compared with differences of a lower one.
public final class Towers {
    private static final double STEP = 1e-4;

    /// Of some tensors a number.
    public interface Scalar {
        Tensor at(List<Tensor> inputs);
    }

    private final Scalar function;
    private final List<Tensor> inputs;
    private final List<Integer> varied;
    private final List<List<Tensor>> directions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /// @param varied the inputs by which to differentiate, by number
    public Towers(Scalar function, List<Tensor> inputs, List<Integer> varied, int height) {
        this.function = function;
        this.inputs = inputs;
        this.varied = varied;
        var random = new Random(7);
        for (int h = 0; h < height; h++) {
            directions.add(varied.stream().map(i -> direction(inputs.get(i), random)).toList());
        }
    }

    private static Tensor direction(Tensor t, Random random) {
        var values = new double[t.numel()];
        java.util.Arrays.setAll(values, i -> 0.5 + random.nextDouble());
        return Tensors.fromArray(values, values.length).reshape(t.shape().sizes());
    }

    /// What went wrong; empty if nothing.
    public List<String> problems() {
        for (int height = 1; height <= directions.size(); height++) {
            check(height);
        }
        return problems;
    }

    private void check(int height) {
        double expected = value("R".repeat(height), -1);
        double difference = difference(height);
        if (!close(expected, difference, 1e-4)) {
            problems.add("R".repeat(height) + ": " + expected + ", differences " + difference);
            return;
        }
        for (int bits = 0; bits < 1 << height; bits++) {
            var modes = new StringBuilder();
            for (int h = 0; h < height; h++) {
                modes.append((bits >> h & 1) == 0 ? 'R' : 'F');
            }
            for (int map = -1; map <= height; map++) {
                String tower = modes + (map < 0 ? "" : " mapped at " + map);
                try {
                    double got = value(modes.toString(), map);
                    if (!close(got, expected, 1e-8)) {
                        problems.add(tower + ": " + got + ", expected " + expected);
                    }
                } catch (RuntimeException e) {
                    problems.add(tower + ": " + e);
                }
            }
        }
    }

    private static boolean close(double got, double expected, double tolerance) {
        return Math.abs(got - expected) <= tolerance * (1 + Math.abs(expected));
    }

    /// @param modes the innermost first
    /// @param map below which of them to go over a batch; -1 for nowhere
    private double value(String modes, int map) {
        return tower(modes, map).at(inputs).toDouble();
    }

    private Scalar tower(String modes, int map) {
        Scalar f = map == 0 ? mapped(function) : function;
        for (int h = 0; h < modes.length(); h++) {
            List<Tensor> along = directions.get(h);
            f = modes.charAt(h) == 'R' ? reverse(f, along) : forward(f, along);
            f = map == h + 1 ? mapped(f) : f;
        }
        return f;
    }

    private double difference(int height) {
        Scalar below = tower("R".repeat(height - 1), -1);
        List<Tensor> along = directions.get(height - 1);
        return (below.at(moved(along, STEP)).toDouble() - below.at(moved(along, -STEP)).toDouble())
                / (2 * STEP);
    }

    private List<Tensor> moved(List<Tensor> along, double by) {
        var moved = new ArrayList<>(inputs);
        for (int i = 0; i < along.size(); i++) {
            moved.set(varied.get(i), inputs.get(varied.get(i)).add(along.get(i).mul(by)));
        }
        return moved;
    }

    private List<Tensor> chosen(List<Tensor> all) {
        return varied.stream().map(all::get).toList();
    }

    /// The function of the varied inputs, others as they are.
    private Tensor at(Scalar f, List<Tensor> all, List<Tensor> some) {
        var changed = new ArrayList<>(all);
        for (int i = 0; i < some.size(); i++) {
            changed.set(varied.get(i), some.get(i));
        }
        return f.at(changed);
    }

    private Scalar reverse(Scalar f, List<Tensor> along) {
        return in -> {
            var pulled = Func.vjp(Structure.LIST, Structure.TENSOR, p -> at(f, in, p), chosen(in));
            List<Tensor> grads = pulled.apply(Tensors.onesLike(pulled.output()));
            Tensor sum = grads.getFirst().mul(along.getFirst()).sum();
            for (int i = 1; i < grads.size(); i++) {
                sum = sum.add(grads.get(i).mul(along.get(i)).sum());
            }
            return sum;
        };
    }

    private Scalar forward(Scalar f, List<Tensor> along) {
        return in ->
                Func.jvp(Structure.LIST, Structure.TENSOR, p -> at(f, in, p), chosen(in), along)
                        .tangent();
    }

    /// The second of two samples, the first of which is a little off.
    private Scalar mapped(Scalar f) {
        return in -> {
            List<Tensor> batch =
                    chosen(in).stream()
                            .map(t -> Tensors.stack(List.of(t.mul(1.01), t), 0))
                            .toList();
            return Func.vmap(Structure.LIST, Structure.TENSOR, p -> at(f, in, p))
                    .apply(batch)
                    .select(0, 1);
        };
    }
}
