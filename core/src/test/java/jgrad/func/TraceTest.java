package jgrad.func;

import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;
import static jgrad.func.Func.grad;
import static jgrad.func.Func.jvp;
import static jgrad.func.Func.trace;
import static jgrad.func.Func.vmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;

import org.junit.jupiter.api.Test;

import java.util.List;

class TraceTest {
    private final Tensor x = tensor(1.0, 2.0);
    private final Tensor other = tensor(3.0, -1.0);

    private static void sameAs(Fn1 f, Tensor example, Tensor... others) {
        Trace trace = trace(f, example);
        for (Tensor t : others) {
            Tensor a = t.detach().clone().requiresGrad_();
            Tensor b = t.detach().clone().requiresGrad_();
            Tensor fresh = f.apply(a);
            Tensor again = trace.run(List.of(b)).getFirst();
            assertThat(again).hasToString(fresh.toString());
            fresh.sum().backward();
            again.sum().backward();
            assertThat(b.grad()).hasToString(String.valueOf(a.grad()));
        }
    }

    @Test
    void aTraceIsAProgramThatCanBeRead() {
        Trace trace =
                trace(in -> List.of(in.get(0).mul(in.get(1)).sum(0, true)), List.of(x, other));
        assertThat(trace)
                .hasToString(
                        """
                        %0, %1 = inputs
                        %2 = mul(%0, %1)
                        %3 = sum(%2, dim=[0], keepdim=true)
                        return %3\
                        """);
        assertThat(trace.steps().getFirst().operation()).hasToString("Mul[]");
        assertThat(trace.run(List.of(other, other)).getFirst()).hasToString("tensor([10.])");
    }

    @Test
    void itRunsOnOtherTensorsWithTheSameGradients() {
        sameAs(t -> t.sin().mul(t).add(tensor(5.0)), x, x, other);
    }

    @Test
    void writesAndViewsArePartOfIt() {
        sameAs(
                t -> {
                    Tensor y = zeros(3);
                    Tensor before = y.mul(2.0);
                    Tensor view = y.narrow(0, 1, 2);
                    y.at(0).copy_(t.at(1));
                    view.add_(t);
                    y.at(2).mul_(3.0);
                    return y.mul(view.sum()).add(before);
                },
                x,
                x,
                other);
    }

    record Squared() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            ctx.saveForBackward(t);
            return t.mul(t);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0)).mul(2.0);
        }
    }

    @Test
    void usersFunctionsAreSteps() {
        sameAs(t -> new Squared().apply(t).mul(t.detach()), x, x, other);
        assertThat(trace(t -> new Squared().apply(t), x).steps().getFirst().name())
                .isEqualTo("Squared");
    }

    @Test
    void itComposesWithOtherTransforms() {
        Fn1 f = t -> t.sin().mul(t).sum();
        Trace ofGradient = trace(grad(f), x);
        assertThat(ofGradient.run(List.of(other)).getFirst())
                .hasToString(grad(f).apply(other).toString());
        Trace traced = trace(f, x);
        Fn1 g = t -> traced.run(List.of(t)).getFirst();
        assertThat(grad(g).apply(other)).hasToString(grad(f).apply(other).toString());
        assertThat(jvp(g, other, x)).hasToString(jvp(f, other, x).toString());
        assertThat(trace(vmap(t -> t.mul(t)), x).run(List.of(other)).getFirst())
                .hasToString("tensor([9., 1.])");
    }

    @Test
    void otherShapesAreRefused() {
        Trace trace = trace(t -> t.mul(2.0), x);
        assertThatThrownBy(() -> trace.run(List.of(zeros(3))))
                .hasMessage(
                        "trace: input 0 was traced with shape [2] but is given one of"
                                + " torch.Size([3]); trace the function again for other shapes.");
    }
}
