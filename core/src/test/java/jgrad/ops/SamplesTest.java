package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every operation, at its samples. That it has formulas and a forward-mode rule is the compiler's
/// demand; that it has a sample is this test's; that they are right is what differences tell.
class SamplesTest {
    private static final List<Sample> ALL = Samples.all();

    @Test
    void everyOperationHasASample() {
        var records = new TreeSet<String>();
        collect(Op.class, records);
        var sampled = new TreeSet<String>();
        ALL.forEach(sample -> sampled.add(nameOf(sample.op())));
        Samples.CHECKED_THROUGH.forEach((derivative, user) -> {
            assertThat(sampled).contains(user.getName());
            sampled.add(derivative.getName());
        });
        assertThat(records).hasSizeGreaterThan(100);
        assertThat(sampled).containsExactlyElementsOf(records);
    }

    private static String nameOf(Op op) {
        if (op instanceof Projected projected) {
            return nameOf(projected.op());
        }
        String type = op.getClass().getName();
        return op instanceof Enum<?> row ? type + "." + row.name() : type;
    }

    /// The records and rows at the ends of the sealed families; the open interfaces for arities
    /// have none.
    private static void collect(Class<?> type, Set<String> records) {
        if (type.isRecord()) {
            records.add(type.getName());
        }
        if (type.isEnum()) { // a table of operations: each row is one
            for (Object row : type.getEnumConstants()) {
                if (row instanceof Op op) {
                    records.add(nameOf(op));
                }
            }
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, records);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> derivativesAgreeWithDifferences() {
        return each(sample -> assertThat(Differences.problems(sample)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> stridesDoNotMatter() {
        return ALL.stream()
                .filter(Sample::anyLayout)
                .map(sample ->
                        DynamicTest.dynamicTest(sample.toString(), () -> compareLayouts(sample)));
    }

    private static void compareLayouts(Sample sample) {
        Tensor[] moved =
                sample.inputs().stream().map(SamplesTest::otherwiseLaidOut).toArray(Tensor[]::new);
        List<Tensor> expected = resultsAndGradients(sample);
        List<Tensor> actual = resultsAndGradients(sample.at(moved));
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(difference(actual.get(i), expected.get(i))).isLessThan(1e-12);
        }
    }

    private static double difference(Tensor a, Tensor b) {
        double[] x = a.toDoubleArray();
        double[] y = b.toDoubleArray();
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - y[i]) / Math.max(1, Math.abs(y[i])));
        }
        return most;
    }

    /// Every second element of a wider tensor whose dimensions lie in opposite order.
    private static Tensor otherwiseLaidOut(Tensor t) {
        if (t.dim() == 0) {
            return t;
        }
        var reversed = new int[t.dim()];
        for (int d = 0; d < reversed.length; d++) {
            reversed[d] = reversed.length - 1 - d;
        }
        Tensor columns = t.permute(reversed).contiguous();
        Tensor wide = Tensors.stack(List.of(columns, columns), columns.dim());
        return wide.select(columns.dim(), 0).permute(reversed).detach();
    }

    private static List<Tensor> resultsAndGradients(Sample sample) {
        var inputs = new Tensor[sample.inputs().size()];
        var wanted = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = sample.inputs().get(i).detach();
            if (sample.differentiable(i)) {
                wanted.add(inputs[i].requiresGrad_());
            }
        }
        var found = new ArrayList<Tensor>();
        var outputs = new ArrayList<Tensor>();
        for (Tensor result : Ops.applyAny(sample.op(), inputs)) {
            found.add(result.detach());
            if (result.requiresGrad()) {
                outputs.add(result.mul(result).sum());
            }
        }
        if (!outputs.isEmpty()) {
            for (Tensor grad : Autograd.grad(outputs, wanted, Autograd.allowUnused())) {
                if (grad != null) {
                    found.add(grad);
                }
            }
        }
        return found;
    }

    @TestFactory
    Stream<DynamicTest> elementwiseOperationsTakeScalarsAndNothing() {
        return ALL.stream()
                .filter(s ->
                        (s.op() instanceof Laws.Elementwise || s.op() instanceof Pairwise)
                                && s.inputs().stream().allMatch(t -> t.dtype().isFloating()))
                .map(s -> DynamicTest.dynamicTest(s.toString(), () -> shapes(s)));
    }

    private static void shapes(Sample sample) {
        for (int[] shape : new int[][] {{}, {0}, {2, 0, 3}}) {
            var inputs =
                    sample.inputs().stream()
                            .map(t -> Samples.between(0.3, 0.9, shape))
                            .toArray(Tensor[]::new);
            List<Tensor> found = resultsAndGradients(sample.at(inputs));
            assertThat(found).isNotEmpty();
            for (Tensor t : found) {
                assertThat(t.shape().sizes()).isEqualTo(shape);
            }
        }
    }

    private interface Check {
        void run(Sample sample);
    }

    private static Stream<DynamicTest> each(Check check) {
        Collection<Sample> samples = ALL;
        return samples.stream().map(s -> DynamicTest.dynamicTest(s.toString(), () -> check.run(s)));
    }
}
