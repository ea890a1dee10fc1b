package jgrad.nn;

import static jgrad.Tensors.manualSeed;
import static jgrad.Tensors.ones;
import static jgrad.Tensors.rand;
import static jgrad.Tensors.randn;
import static jgrad.Tensors.relu;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

class ModuleTest {
    private static final class Net extends Module1 {
        private final Linear hidden = add("hidden", new Linear(2, 8));
        private final Linear out = add("out", new Linear(8, 1));
        private final Tensor steps = buffer("steps", tensor(0));

        @Override
        public Tensor forward(Tensor x) {
            return out.call(relu(hidden.call(x)));
        }
    }

    @Test
    void childrenParametersAndBuffersAreFoundByDottedName() {
        var net = new Net();
        assertThat(net.namedParameters().keySet())
                .containsExactly("hidden.weight", "hidden.bias", "out.weight", "out.bias");
        assertThat(net.namedBuffers().keySet()).containsExactly("steps");
        assertThat(net.namedModules().keySet()).containsExactly("", "hidden", "out");
        assertThat(net.stateDict().keySet())
                .containsExactly("steps", "hidden.weight", "hidden.bias", "out.weight", "out.bias");
    }

    @Test
    void aSharedModuleIsListedOnce() {
        var shared = new Linear(2, 2);
        var twice = new Sequential(shared, new ReLU(), shared);
        assertThat(twice.parameters()).hasSize(2);
        assertThat(twice.modules()).hasSize(3);
    }

    @Test
    void printsAsInPyTorch() {
        assertThat(new Sequential(new Linear(2, 3), new ReLU(), new Linear(3, 1, false)))
                .hasToString(
                        """
                        Sequential(
                          (0): Linear(in_features=2, out_features=3, bias=True)
                          (1): ReLU()
                          (2): Linear(in_features=3, out_features=1, bias=False)
                        )\
                        """);
        assertThat(tensor(1.0, 2.0).asParameter())
                .hasToString("Parameter containing:\ntensor([1., 2.], requires_grad=True)");
    }

    /// `torch.manual_seed(0); torch.nn.Linear(3, 4); torch.rand(2)`, recorded from PyTorch.
    @Test
    void linearStartsFromPyTorchsNumbers() {
        manualSeed(0);
        var linear = new Linear(3, 4);
        assertThat(linear.weight().toFloatArray())
                .containsExactly(
                        new float[] {
                            -0.0043225177f, 0.30971584f, -0.47518533f, -0.4248946f,
                            -0.22236897f, 0.15482073f, -0.011439145f, 0.45777494f,
                            -0.0512364f, 0.15277413f, -0.1744828f, -0.11348708f
                        },
                        within(1e-7f));
        assertThat(linear.bias().toFloatArray())
                .containsExactly(
                        new float[] {-0.5515707f, -0.38236874f, -0.23799711f, 0.021387115f},
                        within(1e-7f));
        assertThat(rand(2).toFloatArray()).containsExactly(0.6976676f, 0.8000114f);
    }

    @Test
    void theGeneratorGivesPyTorchsNumbers() {
        manualSeed(0);
        assertThat(rand(3)).hasToString("tensor([0.4963, 0.7682, 0.0885])");
        manualSeed(0);
        assertThat(randn(3)).hasToString("tensor([ 1.5410, -0.2934, -2.1788])");
        manualSeed(0);
        assertThat(randn(16).toFloatArray()[15]).isCloseTo(-0.24727815f, within(2e-6f));
    }

    @Test
    void modesReachAllModules() {
        var net = new Net();
        net.eval();
        assertThat(net.modules()).noneMatch(NnModule::isTraining);
        net.train();
        assertThat(net.modules()).allMatch(NnModule::isTraining);
    }

    @Test
    void aStateMovesFromOneModuleToAnother() {
        var from = new Net();
        var to = new Net();
        assertThat(to.loadStateDict(from.stateDict()))
                .hasToString("<All keys matched successfully>");
        Tensor x = ones(4, 2);
        assertThat(to.call(x).toList()).isEqualTo(from.call(x).toList());
    }

    @Test
    void aStateThatDoesNotFitIsRefusedWhole() {
        var linear = new Linear(2, 2);
        Object before = linear.weight().toList();
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("weight", ones(3, 2));
        state.put("foo", ones(1));
        assertThatThrownBy(() -> linear.loadStateDict(state))
                .hasMessage(
                        """
                        Error(s) in loading state_dict for Linear:
                        \tMissing key(s) in state_dict: "bias".\s
                        \tUnexpected key(s) in state_dict: "foo".\s
                        \tsize mismatch for weight: copying a param with shape torch.Size([3, 2]) from checkpoint, the shape in\
                         current model is torch.Size([2, 2]).\
                        """);
        assertThat(linear.weight().toList()).isEqualTo(before);
    }

    @Test
    void namesAreChecked() {
        class Twice extends NnModule {
            Twice() {
                parameter("p", ones(1));
                buffer("p", ones(1));
            }
        }
        assertThatThrownBy(Twice::new).hasMessageContaining("attribute 'p' already exists");
        class Dotted extends NnModule {
            Dotted() {
                add("a.b", new ReLU());
            }
        }
        assertThatThrownBy(Dotted::new).hasMessageContaining("can't contain \".\"");
    }

    @Test
    void aSmallNetworkLearnsByHandWrittenGradientDescent() {
        manualSeed(1);
        var net = new Net();
        Tensor x = tensor(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        Tensor y = tensor(new double[][] {{0}, {1}, {1}, {2}});
        double first = 0;
        double last = 0;
        for (int step = 0; step < 500; step++) {
            net.zeroGrad();
            Tensor difference = net.call(x).sub(y);
            Tensor loss = difference.mul(difference).mean();
            loss.backward();
            try (var _ = Autograd.noGrad()) {
                net.parameters().forEach(p -> p.sub_(p.grad(), 0.1));
            }
            first = step == 0 ? loss.toDouble() : first;
            last = loss.toDouble();
        }
        assertThat(first).isGreaterThan(0.1);
        assertThat(last).isCloseTo(0, within(1e-3));
    }
}
