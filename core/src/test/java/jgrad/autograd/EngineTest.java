package jgrad.autograd;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class EngineTest {
    @Test
    void aChainOfAMillionOperationsWorks() {
        Tensor x = tensor(1.0).requiresGrad_();
        Tensor y = x;
        for (int i = 0; i < 1_000_000; i++) {
            y = y.mul(1.0);
        }
        assertThat(y).hasToString("tensor(1., grad_fn=<MulBackward0>)");
        y.backward();
        assertThat(x.grad()).hasToString("tensor(1.)");
        assertThat(Autograd.grad(y.mul(2.0), List.of(y))).hasToString("(tensor(2.),)");
    }

    @Test
    void secondBackwardThrowsOnceTheGraphIsFreed() {
        Tensor x = tensor(2.0).requiresGrad_();
        Tensor y = x.mul(x);
        y.backward();
        assertThatThrownBy(y::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Trying to backward through the graph a second time")
                .hasMessageContaining("'other', saved by MulBackward0");
    }

    @Test
    void threadsMayRunBackwardThroughTheSameGraphAtOnce() throws Exception {
        Tensor w = tensor(3.0).requiresGrad_();
        Tensor shared = w;
        for (int i = 0; i < 200; i++) {
            shared = shared.mul(1.0).add(0.0);
        }
        Tensor trunk = shared;
        try (var pool = Executors.newFixedThreadPool(8)) {
            var results = new ArrayList<Future<Tensor>>();
            for (int t = 0; t < 64; t++) {
                double factor = t + 1.0;
                results.add(
                        pool.submit(
                                () -> Autograd.grad(trunk.mul(factor), w, Autograd.retainGraph())));
            }
            for (int t = 0; t < 64; t++) {
                assertThat(results.get(t).get().toDouble()).isEqualTo(t + 1.0);
            }
        }
    }

    @Test
    void threadsAccumulateIntoASharedLeafWithoutLosingAny() throws Exception {
        Tensor w = ones(100).requiresGrad_();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var done = new ArrayList<Future<?>>();
            for (int t = 0; t < 200; t++) {
                done.add(pool.submit(() -> w.mul(2.0).add(w).sum().backward()));
            }
            for (Future<?> f : done) {
                f.get();
            }
        }
        assertThat(w.grad().toDoubleArray()).containsOnly(600.0);
    }

    @Test
    void aHookMayRunBackwardThroughTheSameGraph() {
        Tensor x = tensor(2.0).requiresGrad_();
        Tensor y = x.mul(x);
        Tensor z = y.mul(3.0);
        z.registerHook(g -> {
            assertThat(Autograd.grad(y, x, Autograd.retainGraph()).toDouble()).isEqualTo(4.0);
            return null;
        });
        z.backward();
        assertThat(x.grad().toDouble()).isEqualTo(12.0);
    }

    @Test
    void aStolenGradientIsNobodyElses() {
        Tensor a = ones(3).requiresGrad_();
        Tensor b = ones(3).requiresGrad_();
        a.add(b).sum().backward();
        a.grad().add_(1.0);
        assertThat(b.grad()).hasToString("tensor([1., 1., 1.])");
        Tensor seed = ones(3);
        a.setGrad(null);
        a.mul(1.0).backward(seed);
        a.grad().zero_();
        assertThat(seed).hasToString("tensor([1., 1., 1.])");
    }

    @Test
    void theGradientOfATransposedMatrixLiesLikeTheMatrix() {
        Tensor x = Tensors.arange(6).to(DType.FLOAT32).view(2, 3);
        Tensor weight = ones(4, 3).requiresGrad_();
        Tensor bias = ones(4).requiresGrad_();
        Tensors.linear(x, weight, bias).sum().backward();
        Tensor grad = weight.grad();
        assertThat(grad.isContiguous()).isTrue();
        assertThat(grad.isView()).isFalse();
        grad.add_(1.0);
        assertThat(grad.sum(0).toFloatArray()).containsExactly(16, 24, 32);
    }

    @Test
    void gradientsThatLieDifferentlyAddUp() {
        Tensor x = Tensors.arange(4).to(DType.FLOAT32).view(2, 2);
        Tensor w = ones(2, 2).requiresGrad_();
        Tensor g = Tensors.arange(1, 5).to(DType.FLOAT32).view(2, 2);
        float[] straight = Autograd.grad(w.mul(g).sum(), w).toFloatArray();
        float[] turned = Autograd.grad(w.t().mul(x).sum(), w).toFloatArray();
        for (boolean first : new boolean[] {true, false}) {
            Tensor a = first ? w.mul(g) : w.t().mul(x);
            Tensor b = first ? w.t().mul(x) : w.mul(g);
            Tensor loss = a.sum().add(b.sum());
            float[] sum = Autograd.grad(loss, w).toFloatArray();
            for (int i = 0; i < sum.length; i++) {
                assertThat(sum[i]).isEqualTo(straight[i] + turned[i]);
            }
        }
    }

    @Test
    void gradientsFlowLastRecordedFirst() {
        var order = new ArrayList<String>();
        Tensor w1 = tensor(1.0).requiresGrad_();
        Tensor w2 = tensor(2.0).requiresGrad_();
        Tensor h1 = w1.mul(2.0);
        Tensor h2 = h1.mul(w2);
        try (var _ =
                Autograd.listen(
                        new GraphListener() {
                            @Override
                            public void executed(Node node, Gradients out, Gradients in) {
                                order.add(
                                        node == h2.gradFn()
                                                ? "h2"
                                                : node == h1.gradFn()
                                                        ? "h1"
                                                        : ((AccumulateGrad) node).variable() == w1
                                                                ? "w1"
                                                                : "w2");
                            }
                        })) {
            h2.backward();
        }
        assertThat(order).containsExactly("h2", "w2", "h1", "w1");
    }

    @Test
    void aListenerHearsOfCreationAccumulationAndFreeing() {
        var heard = new ArrayList<String>();
        Tensor x = tensor(2.0).requiresGrad_();
        try (var _ =
                Autograd.listen(
                        new GraphListener() {
                            @Override
                            public void created(Node node) {
                                heard.add("created " + node.name());
                            }

                            @Override
                            public void accumulated(Tensor leaf, Tensor grad) {
                                heard.add("accumulated " + grad);
                            }

                            @Override
                            public void freed(Node node) {
                                if (!(node instanceof AccumulateGrad)) {
                                    heard.add("freed " + node.name());
                                }
                            }
                        })) {
            x.exp().mul(2.0).backward();
        }
        assertThat(heard)
                .containsExactly(
                        "created ExpBackward0",
                        "created MulBackward0",
                        "freed MulBackward0",
                        "freed ExpBackward0",
                        "accumulated tensor(14.7781)");
    }

    @Test
    void anomalyModeNamesTheForwardPlaceAsTheCause() {
        var warnings = new ArrayList<String>();
        Warnings.handle(warnings::add);
        try (var _ = Autograd.detectAnomaly()) {
            Tensor x = tensor(0.0, 1.0).requiresGrad_();
            Tensor y = x.sqrt().mul(0.0).sum();
            assertThatThrownBy(y::backward)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Function 'SqrtBackward0' returned nan values in its 0th output.")
                    .hasCauseInstanceOf(Throwable.class)
                    .satisfies(e ->
                            assertThat(e.getCause().getStackTrace())
                                    .anyMatch(f ->
                                            f.getMethodName()
                                                    .equals(
                                                            "anomalyModeNamesTheForwardPlaceAsTheCause")));
        } finally {
            Warnings.handle(null);
        }
        assertThat(warnings.get(0)).startsWith("Anomaly Detection has been enabled.");
        assertThat(warnings.get(1))
                .startsWith("Error detected in SqrtBackward0.")
                .contains("EngineTest.java");
    }

    @Test
    void savedTensorHooksPackOnceAndUnpackAtEachReading() {
        var log = new ArrayList<String>();
        var hooks =
                new SavedTensorHooks() {
                    @Override
                    public Object pack(Tensor t) {
                        log.add("pack");
                        return t.toDoubleArray();
                    }

                    @Override
                    public Tensor unpack(Object packed) {
                        log.add("unpack");
                        return Tensors.fromArray((double[]) packed).to(jgrad.DType.FLOAT32);
                    }
                };
        Tensor x = ones(3).requiresGrad_();
        Tensor z;
        try (var _ = Autograd.savedTensorsHooks(hooks)) {
            z = x.mul(x).exp();
        }
        z.sum().backward();
        assertThat(log).containsExactly("pack", "pack", "pack", "unpack", "unpack", "unpack");
        assertThat(x.grad()).hasToString("tensor([5.4366, 5.4366, 5.4366])");
        try (var _ = Autograd.disableSavedTensorsHooks("not here")) {
            assertThatThrownBy(() -> Autograd.savedTensorsHooks(hooks)).hasMessage("not here");
        }
    }

    @Test
    void modesAreInheritedByATaskThatAsksForIt() throws Exception {
        Tensor x = tensor(1.0).requiresGrad_();
        try (var pool = Executors.newSingleThreadExecutor();
                var _ = Autograd.noGrad()) {
            assertThat(pool.submit(() -> x.mul(2.0).requiresGrad()).get()).isTrue();
            assertThat(pool.submit(Autograd.inheritModes(() -> x.mul(2.0).requiresGrad())).get())
                    .isFalse();
        }
    }

    @Test
    void hooksAfterAccumulationSeeTheGradientAndMayChangeTheLeaf() {
        Tensor w = tensor(2.0).requiresGrad_();
        Handle handle =
                w.registerPostAccumulateGradHook(leaf -> {
                    try (var _ = Autograd.noGrad()) {
                        leaf.sub_(leaf.grad(), 0.5);
                    }
                    leaf.setGrad(null);
                });
        w.mul(w).backward();
        assertThat(w).hasToString("tensor(0., requires_grad=True)");
        assertThat(w.grad()).isNull();
        handle.remove();
        w.mul(3.0).backward();
        assertThat(w.grad().toDouble()).isEqualTo(3.0);
        assertThatThrownBy(() -> w.mul(2.0).registerPostAccumulateGradHook(leaf -> {}))
                .hasMessageContaining(
                        "post accumulate grad hooks cannot be registered on non-leaf tensors");
    }

    @Test
    void graphsAreCollectedWithTheirTensors() throws Exception {
        Tensor x = ones(10).requiresGrad_();
        var node = new java.lang.ref.WeakReference<>(x.mul(x).gradFn());
        for (int i = 0; i < 50 && node.get() != null; i++) {
            System.gc();
        }
        assertThat(node.get()).isNull();
    }

    @Test
    void graphsAreCollectedOnceTheyHaveRunOrFailed() throws Exception {
        Tensor x = ones(10).requiresGrad_();
        var nodes = List.of(runBackward(x, false), runBackward(x, true));
        for (var node : nodes) {
            for (int i = 0; i < 50 && node.get() != null; i++) {
                System.gc();
            }
            assertThat(node.get()).isNull();
        }
    }

    private static java.lang.ref.WeakReference<Node> runBackward(Tensor x, boolean failing) {
        Tensor square = x.mul(x);
        Tensor sum = square.sum().add(x.sum());
        if (failing) {
            square.registerHook(g -> {
                throw new IllegalStateException("failed on purpose");
            });
            assertThatThrownBy(sum::backward).hasMessage("failed on purpose");
        } else {
            sum.backward();
        }
        return new java.lang.ref.WeakReference<>(square.gradFn());
    }

    @Test
    void aFailedBackwardPassLeavesTheNextOneAlone() {
        Tensor x = tensor(3.0).requiresGrad_();
        Tensor y = x.mul(x);
        Handle hook =
                y.registerHook(g -> {
                    throw new IllegalStateException("failed on purpose");
                });
        Tensor z = y.add(x);
        assertThatThrownBy(() -> z.backward(Autograd.retainGraph()))
                .hasMessage("failed on purpose");
        hook.remove();
        x.setGrad(null);
        z.backward();
        assertThat(x.grad().toDouble()).isEqualTo(7.0);
    }

    @Test
    void oneInputAskedForTwiceGetsItsGradientTwice() {
        Tensor x = tensor(3.0).requiresGrad_();
        Tensor y = x.mul(x);
        Gradients grads =
                Autograd.grad(List.of(y.mul(y)), List.of(x, y, x, x), GradOptions.DEFAULT);
        assertThat(grads.stream().map(Tensor::toDouble)).containsExactly(108.0, 18.0, 108.0, 108.0);
    }
}
