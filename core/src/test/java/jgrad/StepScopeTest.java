package jgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.autograd.Autograd;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

class StepScopeTest {
    /// Losses of 20 steps of gradient descent on a network of two layers, wide enough for arrays to
    /// be kept.
    private static List<Double> train(boolean scoped) {
        Tensors.manualSeed(5);
        Tensor w1 = Tensors.randn(64, 48).mul(0.1).requiresGrad_();
        Tensor w2 = Tensors.randn(48, 32).mul(0.1).requiresGrad_();
        Tensor x = Tensors.randn(128, 64);
        Tensor y = Tensors.randn(128, 32);
        var losses = new ArrayList<Double>();
        for (int i = 0; i < 20; i++) {
            if (scoped) {
                try (var _ = StepScope.open()) {
                    losses.add(step(w1, w2, x, y));
                }
            } else {
                losses.add(step(w1, w2, x, y));
            }
        }
        return losses;
    }

    private static double step(Tensor w1, Tensor w2, Tensor x, Tensor y) {
        w1.setGrad(null);
        w2.setGrad(null);
        Tensor h = x.mm(w1).relu();
        Tensor residual = h.add(h.tanh()).mm(w2).sub(y);
        Tensor loss = residual.mul(residual).mean();
        loss.backward();
        try (var _ = Autograd.noGrad()) {
            w1.sub_(w1.grad(), 0.1);
            w2.sub_(w2.grad(), 0.1);
        }
        return loss.toDouble();
    }

    @Test
    void aScopedLoopComputesTheSameBits() {
        assertThat(train(true))
                .isEqualTo(train(false))
                .hasSize(20)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aTensorUsedAfterItsScopeClosedIsAnErrorAndNeverWrongData() {
        Tensor escaped;
        Tensor view;
        try (var _ = StepScope.open()) {
            escaped = Tensors.ones(50, 50).mul(2.0);
            view = escaped.at(0);
        }
        assertThatThrownBy(() -> escaped.add(1.0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("step scope that is closed")
                .hasMessageContaining("scope.keep(tensor)");
        assertThatThrownBy(view::toString).hasMessageContaining("step scope that is closed");
        assertThatThrownBy(escaped::toDoubleArray).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsKeptLivesOnAndWhatWasMadeOutsideIsNotTouched() {
        Tensor outside = Tensors.ones(40, 40);
        Tensor kept;
        try (var outer = StepScope.open()) {
            try (var inner = StepScope.open()) {
                kept = outer.keep(inner.keep(outside.mul(3.0)));
            }
            assertThat(kept.sum().toDouble()).isEqualTo(4800);
            outer.keep(kept);
        }
        assertThat(kept.sum().toDouble()).isEqualTo(4800);
        assertThat(outside.sum().toDouble()).isEqualTo(1600);
    }

    @Test
    void scopesOfOneThreadDoNotConcernAnother() throws Exception {
        try (var pool = Executors.newSingleThreadExecutor()) {
            Tensor made;
            try (var _ = StepScope.open()) {
                made = pool.submit(() -> Tensors.ones(50, 50).mul(2.0)).get();
            }
            assertThat(made.sum().toDouble()).isEqualTo(5000);
            var scope = StepScope.open();
            assertThatThrownBy(() -> pool.submit(scope::close).get())
                    .hasMessageContaining("closed by the thread");
            scope.close();
        }
    }

    @Test
    void anOuterScopeKeepsWhatAnInnerOneMade() {
        Tensor kept;
        try (var outer = StepScope.open()) {
            try (var _ = StepScope.open()) {
                try (var _ = StepScope.open()) {
                    kept = Tensors.ones(3).mul(2);
                    outer.keep(kept);
                }
            }
            assertThat(kept.sum().toDouble()).isEqualTo(6);
        }
        assertThat(kept.sum().toDouble()).isEqualTo(6);
    }

    @Test
    void aClosedScopeKeepsNothingAndSaysSo() {
        StepScope scope = StepScope.open();
        scope.close();
        Tensor later = Tensors.ones(3);
        assertThatThrownBy(() -> scope.keep(later))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "keep: this step scope is closed, and what was made inside has ended; call"
                                + " keep before the scope closes.");
    }
}
