package jgrad.autograd;

import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;

import org.junit.jupiter.api.Test;

class LookingAtNodesTest {
    private final Tensor w = tensor(2.0).requiresGrad_();
    private final Tensor x = tensor(3.0);

    @Test
    void aNodeShowsTheTensorsThatItsFormulasRead() {
        Node mul = w.mul(x).gradFn();
        assertThat(mul.savedSlots()).containsExactly(new SavedSlot("other", 1, x));
        Tensor y = w.exp();
        assertThat(y.gradFn().savedSlots()).containsExactly(new SavedSlot("result", -1, y));
    }

    @Test
    void savedTensorsAreOutOfSightOnceFreed() {
        Tensor y = w.mul(x);
        y.backward();
        assertThat(y.gradFn().savedSlots()).containsExactly(new SavedSlot("other", 1, null));
    }

    @Test
    void lookingRunsNoHooks() {
        var hooks =
                new SavedTensorHooks() {
                    @Override
                    public Object pack(Tensor tensor) {
                        return tensor;
                    }

                    @Override
                    public Tensor unpack(Object packed) {
                        throw new AssertionError("unpacked");
                    }
                };
        try (var _ = Autograd.savedTensorsHooks(hooks)) {
            assertThat(w.mul(x).gradFn().savedSlots())
                    .containsExactly(new SavedSlot("other", 1, null));
        }
    }

    @Test
    void aFunctionsTensorsAreShownInOrder() {
        Function1 square =
                new Function1() {
                    @Override
                    public Tensor forward(Context ctx, Tensor t) {
                        ctx.saveForBackward(t, x);
                        return t.mul(t);
                    }

                    @Override
                    public Tensor backward(Context ctx, Tensor g) {
                        return g.mul(ctx.saved(0)).mul(2);
                    }
                };
        assertThat(square.apply(w).gradFn().savedSlots())
                .containsExactly(
                        new SavedSlot("saved(0)", -1, w), new SavedSlot("saved(1)", -1, x));
    }

    @Test
    void outputsThatHaveNamesOrRetainTheirGradientAreKnown() {
        Tensor u = w.mul(x).named("u");
        assertThat(u.gradFn().knownOutputs()).containsExactly(u);
        Tensor v = w.mul(x);
        assertThat(v.gradFn().knownOutputs()).isEmpty();
        v.retainGrad();
        assertThat(v.gradFn().knownOutputs()).containsExactly(v);
    }

    @Test
    void onlyTheUsersCodeCountsAsHook() {
        Tensor u = w.mul(x).named("u");
        u.retainGrad();
        assertThat(u.gradFn().hasHooks()).isFalse();
        Handle handle = u.registerHook(g -> null);
        assertThat(u.gradFn().hasHooks()).isTrue();
        handle.remove();
        assertThat(u.gradFn().hasHooks()).isFalse();
    }
}
