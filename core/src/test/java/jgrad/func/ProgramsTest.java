package jgrad.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random programs that write in place and through views, against the same programs out of place.
///
/// The state is a matrix of 3 by 4. A step changes a region of it, elementwise, by itself or by a
/// part of the input; old views are read again later. Out of place a step makes a new matrix, by
/// masks, and a view is read by its indices.
class ProgramsTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /// What a step writes to: a view of the state, and where it is.
    private record Region(int row, int rows, int column, int columns, int form) {
        static Region random(Random random) {
            int row = random.nextInt(ROWS);
            int column = random.nextInt(COLUMNS);
            return new Region(
                    row,
                    1 + random.nextInt(ROWS - row),
                    column,
                    1 + random.nextInt(COLUMNS - column),
                    random.nextInt(4));
        }

        Tensor of(Tensor state) {
            return switch (form) {
                case 0 -> state.narrow(0, row, rows).narrow(1, column, columns);
                case 1 -> state.t().narrow(0, column, columns).t().narrow(0, row, rows);
                case 2 ->
                        state.unsqueeze(0)
                                .select(0, 0)
                                .narrow(1, column, columns)
                                .narrow(0, row, rows);
                default ->
                        state.narrow(0, row, rows)
                                .unsqueeze(2)
                                .transpose(0, 1)
                                .narrow(0, column, columns)
                                .squeeze(2)
                                .t();
            };
        }

        /// 1 inside, 0 outside.
        Tensor mask() {
            var values = new double[ROWS * COLUMNS];
            for (int r = row; r < row + rows; r++) {
                for (int c = column; c < column + columns; c++) {
                    values[r * COLUMNS + c] = 1;
                }
            }
            return Tensors.fromArray(values, values.length).reshape(ROWS, COLUMNS);
        }
    }

    private record Step(int kind, Region region, double number) {}

    private record Program(List<Step> steps, List<Integer> watched) {
        static Program random(long seed) {
            var random = new Random(seed);
            var steps = new ArrayList<Step>();
            var watched = new ArrayList<Integer>();
            int length = 2 + random.nextInt(5);
            for (int i = 0; i < length; i++) {
                int kind = random.nextInt(9);
                // what keeps its result may not be written over later
                boolean keeps = kind == 5 || kind == 8;
                steps.add(
                        new Step(
                                keeps && i < length - 1 ? 2 : kind,
                                Region.random(random),
                                0.5 + random.nextDouble()));
                if (random.nextBoolean()) {
                    watched.add(i);
                }
            }
            return new Program(steps, watched);
        }

        /// Views of regions that were written are kept, and read when all is done.
        Tensor inPlace(Tensor x) {
            Tensor state = x.mul(1.0).sin();
            var views = new ArrayList<Tensor>();
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                Tensor view = step.region.of(state);
                Tensor part = step.region.of(x);
                switch (step.kind) {
                    case 0 -> view.mul_(part);
                    case 1 -> view.add_(part);
                    case 2 -> view.sin_();
                    case 3 -> view.copy_(part.mul(step.number));
                    case 4 -> view.mul_(step.number);
                    case 5 -> view.exp_();
                    case 6 -> view.zero_();
                    case 7 -> state.mul_(x);
                    default -> view.tanh_();
                }
                views.add(view);
            }
            Tensor sum = state.mul(state).sum();
            for (int i : watched) {
                Region region = steps.get(i).region;
                sum = sum.add(views.get(i).mul(region.of(x)).sum());
            }
            return sum;
        }

        Tensor outOfPlace(Tensor x) {
            Tensor state = x.sin();
            for (Step step : steps) {
                Tensor mask = step.region.mask();
                Tensor changed =
                        switch (step.kind) {
                            case 0, 7 -> state.mul(x);
                            case 1 -> state.add(x);
                            case 2 -> state.sin();
                            case 3 -> x.mul(step.number);
                            case 4 -> state.mul(step.number);
                            case 5 -> state.exp();
                            case 6 -> state.mul(0.0);
                            default -> state.tanh();
                        };
                state = step.kind == 7 ? changed : Tensors.where(mask.gt(0.5), changed, state);
            }
            Tensor sum = state.mul(state).sum();
            for (int i : watched) {
                sum = sum.add(state.mul(x).mul(steps.get(i).region.mask()).sum());
            }
            return sum;
        }
    }

    private static Tensor input(long seed) {
        var random = new Random(seed);
        var values = new double[ROWS * COLUMNS];
        java.util.Arrays.setAll(values, i -> random.nextDouble() * 2 - 1);
        return Tensors.fromArray(values, values.length).reshape(ROWS, COLUMNS);
    }

    private static void same(String what, Program program, Tensor got, Tensor expected) {
        double[] a = got.toDoubleArray();
        double[] b = expected.toDoubleArray();
        assertThat(got.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= 1e-9 * (1 + Math.abs(b[i])))) {
                fail(what + " of " + program + ": " + got + ", expected " + expected);
            }
        }
    }

    private static Tensor eagerly(Fn1 f, Tensor x) {
        Tensor leaf = x.clone().requiresGrad_();
        return Autograd.grad(f.apply(leaf), leaf);
    }

    private static Tensor eagerlyTwice(Fn1 f, Tensor x, Tensor t) {
        Tensor leaf = x.clone().requiresGrad_();
        Tensor first = Autograd.grad(f.apply(leaf), leaf, GradOptions.DEFAULT.createGraph());
        return Autograd.grad(first.mul(t).sum(), leaf);
    }

    @Test
    void writingInPlaceIsTheSameFunctionInEveryMode() {
        for (int seed = 0; seed < 250; seed++) {
            Program program = Program.random(seed);
            Fn1 written = program::inPlace;
            Fn1 plain = program::outOfPlace;
            Tensor x = input(seed);
            Tensor t = input(seed + 1000);
            Tensor batch = Tensors.stack(List.of(x, t, x.mul(0.5)), 0);
            Tensor gradient = Func.grad(plain).apply(x);
            Tensor product = Func.hvp(plain, x, t);
            same("value", program, written.apply(x), plain.apply(x));
            same("backward", program, eagerly(written, x), gradient);
            same("double backward", program, eagerlyTwice(written, x, t), product);
            same("grad", program, Func.grad(written).apply(x), gradient);
            same("jvp", program, Func.jvp(written, x, t).tangent(), gradient.mul(t).sum());
            same("hvp", program, Func.hvp(written, x, t), product);
            same(
                    "grad of jvp",
                    program,
                    Func.grad(u -> Func.jvp(written, u, t).tangent()).apply(x),
                    product);
            same("vmap", program, Func.vmap(written).apply(batch), Func.vmap(plain).apply(batch));
            same(
                    "vmap over the last axis",
                    program,
                    Func.vmap(written, Func.inDims(2)).apply(batch.permute(1, 2, 0)),
                    Func.vmap(plain).apply(batch));
            same(
                    "vmap of grad",
                    program,
                    Func.vmap(Func.grad(written)).apply(batch),
                    Func.vmap(Func.grad(plain)).apply(batch));
            same(
                    "trace",
                    program,
                    Func.trace(written, x).run(List.of(t)).getFirst(),
                    plain.apply(t));
        }
    }
}
