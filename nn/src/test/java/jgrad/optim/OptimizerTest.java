package jgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Generator;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;
import jgrad.data.DataLoader;
import jgrad.data.TensorDataset;
import jgrad.files.Checkpoint;
import jgrad.nn.ClipGrad;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class OptimizerTest {
    private static Tensor param(double... values) {
        return Tensors.fromArray(values).requiresGrad_();
    }

    @Test
    void parametersThatCannotBeOptimizedAreRefused() {
        Tensor p = param(1);
        assertThatThrownBy(() -> new SGD(List.of(), 0.1))
                .hasMessage("optimizer got an empty parameter list");
        assertThatThrownBy(() -> new SGD(List.of(p.mul(2.0)), 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("can't optimize a non-leaf Tensor");
        assertThatThrownBy(() -> new SGD(List.of(p, p), 0.1))
                .hasMessage("optimizer contains a parameter group with duplicate parameters");
        var optimizer = new SGD(List.of(p), 0.1);
        assertThatThrownBy(() -> optimizer.addParamGroup(List.of(p), SGD.Options.DEFAULT))
                .hasMessage("some parameters appear in more than one parameter group");
        assertThat(optimizer.paramGroups()).hasSize(1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Adam.Options.DEFAULT.lr(-1))
                .hasMessage("Invalid learning rate: -1.0. It must be 0 or more.");
        assertThatThrownBy(() -> Adam.Options.DEFAULT.betas(0.9, 1))
                .hasMessage(
                        "Invalid beta parameter at index 1: 1.0. It must be 0 or more and below"
                                + " 1.");
        assertThatThrownBy(() -> new SGD(List.of(param(1)), SGD.Options.DEFAULT.nesterov(true)))
                .hasMessage("Nesterov momentum requires a momentum and zero dampening");
        assertThatThrownBy(() -> new LBFGS(List.of(param(1))).step())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LBFGS.step() missing 1 required positional argument");
    }

    @Test
    void printsAsInPyTorch() {
        assertThat(new SGD(List.of(param(1)), 0.1).toString())
                .isEqualTo(
                        """
                        SGD (
                        Parameter Group 0
                            dampening: 0.0
                            lr: 0.1
                            maximize: False
                            momentum: 0.0
                            nesterov: False
                            weight_decay: 0.0
                        )\
                        """);
    }

    @Test
    void hooksRunAroundEachStepUntilTheyAreRemoved() {
        var seen = new ArrayList<String>();
        var optimizer = new SGD(List.of(param(1)), 0.1);
        var before = optimizer.registerStepPreHook(_ -> seen.add("before"));
        optimizer.registerStepPostHook(_ -> seen.add("after"));
        optimizer.step();
        before.remove();
        optimizer.step();
        assertThat(seen).containsExactly("before", "after", "after");
    }

    @Test
    void zeroGradClearsOrFills() {
        Tensor p = param(1, 2);
        p.setGrad(Tensors.fromArray(new double[] {3, 4}));
        Tensor grad = p.grad();
        var optimizer = new SGD(List.of(p), 0.1);
        optimizer.zeroGrad(false);
        assertThat(p.grad()).isSameAs(grad);
        assertThat(grad.toList()).isEqualTo(List.of(0.0, 0.0));
        optimizer.zeroGrad();
        assertThat(p.grad()).isNull();
    }

    @Test
    void aStateThatDoesNotFitChangesNothing() {
        var optimizer = new Adam(List.of(param(1)), 0.1);
        var other = new Adam(List.of(param(1), param(2)), 0.5).stateDict();
        assertThatThrownBy(() -> optimizer.loadStateDict(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "loaded state dict contains a parameter group that doesn't match the size"
                                + " of optimizer's group");
        assertThat(optimizer.lr()).isEqualTo(0.1);
    }

    @Test
    void theWrongOrderOfStepsIsWarnedOf() {
        var warnings = new ArrayList<String>();
        Warnings.handle(warnings::add);
        try {
            new StepLR(new SGD(List.of(param(1)), 0.1), 2).step();
        } finally {
            Warnings.handle(null);
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("Detected call of `lr_scheduler.step()` before `optimizer.step()`.");
    }

    @Test
    void clippingScalesToTheNormAndReturnsTheOneBefore() {
        Tensor a = param(0, 0);
        Tensor b = param(0);
        a.setGrad(Tensors.fromArray(new double[] {3, 0}));
        b.setGrad(Tensors.fromArray(new double[] {4}));
        assertThat(ClipGrad.clipGradNorm_(List.of(a, b), 10).toDouble()).isEqualTo(5);
        assertThat(a.grad().toList()).isEqualTo(List.of(3.0, 0.0));
        assertThat(ClipGrad.clipGradNorm_(List.of(a, b), 1).toDouble()).isEqualTo(5);
        double factor = 1 / (5 + 1e-6);
        assertThat(b.grad().toDouble()).isEqualTo(4 * factor);
        ClipGrad.clipGradValue_(List.of(a, b), 0.25);
        assertThat(a.grad().toList()).isEqualTo(List.of(0.25, 0.0));
        b.setGrad(Tensors.fromArray(new double[] {Double.NaN}));
        assertThatThrownBy(() -> ClipGrad.clipGradNorm_(List.of(a, b), 1, 2, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The total norm of order 2.0 for gradients");
        assertThat(a.grad().toList()).isEqualTo(List.of(0.25, 0.0));
    }

    @Test
    void averagesFollowTheWeightsAndCanStandInForThem() {
        Tensor p = param(1);
        var ema = AveragedWeights.ema(List.of(p), 0.75);
        var mean = AveragedWeights.swa(List.of(p));
        for (double value : new double[] {1, 5, 9}) {
            p.detach().fill_(value);
            ema.update();
            mean.update();
        }
        assertThat(ema.averages().get(0).toDouble()).isEqualTo(0.75 * (0.75 + 1.25) + 0.25 * 9);
        assertThat(mean.averages().get(0).toDouble()).isEqualTo(5);
        try (var _ = mean.applied()) {
            assertThat(p.toDouble()).isEqualTo(5);
        }
        assertThat(p.toDouble()).isEqualTo(9);
        assertThat(mean.averages().get(0).toDouble()).isEqualTo(5);
    }

    // Going on

    /// A small network trained with everything that has a state.
    private static final class Training {
        final Tensor w1 = new Generator(1).randn(3, 8).requiresGrad_();
        final Tensor w2 = new Generator(2).randn(8, 1).requiresGrad_();
        final AdamW optimizer = new AdamW(List.of(w1, w2), 0.05);
        final OneCycleLR scheduler = new OneCycleLR(optimizer, 0.1, 40);
        final Generator random = new Generator(3);
        final DataLoader<List<Tensor>> loader;

        Training() {
            Tensor x = new Generator(4).randn(20, 3);
            loader =
                    DataLoader.of(new TensorDataset(x, x.sum(1, true)))
                            .batchSize(5)
                            .shuffle(true)
                            .generator(random);
        }

        void epoch() {
            for (List<Tensor> batch : loader) {
                optimizer.zeroGrad();
                Tensor hidden = batch.get(0).matmul(w1).tanh();
                Tensor mask = random.bernoulli_(Tensors.emptyLike(hidden.detach()), 0.8);
                Tensor error = hidden.mul(mask).matmul(w2).sub(batch.get(1));
                error.mul(error).mean().backward();
                optimizer.step();
                scheduler.step();
            }
        }

        void save(Path path) throws IOException {
            Map<String, Tensor> model = new LinkedHashMap<>();
            model.put("w1", w1.detach());
            model.put("w2", w2.detach());
            Checkpoint.EMPTY
                    .with("model", model)
                    .with("optimizer", optimizer.stateDict())
                    .with("scheduler", scheduler.stateDict())
                    .with("rng", random.getState())
                    .save(path);
        }

        void load(Path path) throws IOException {
            var c = Checkpoint.load(path);
            w1.detach().copy_(c.tensors("model").get("w1"));
            w2.detach().copy_(c.tensors("model").get("w2"));
            optimizer.loadStateDict(c.state("optimizer"));
            scheduler.loadStateDict(c.state("scheduler"));
            random.setState(c.tensor("rng"));
        }
    }

    @Test
    void aRunThatGoesOnFromACheckpointEndsWithTheSameBits(@TempDir Path folder) throws IOException {
        var whole = new Training();
        for (int epoch = 0; epoch < 8; epoch++) {
            whole.epoch();
        }
        var first = new Training();
        for (int epoch = 0; epoch < 3; epoch++) {
            first.epoch();
        }
        first.save(folder.resolve("checkpoint.pt"));
        var second = new Training();
        second.load(folder.resolve("checkpoint.pt"));
        for (int epoch = 3; epoch < 8; epoch++) {
            second.epoch();
        }
        assertThat(second.w1.toFloatArray()).isEqualTo(whole.w1.toFloatArray());
        assertThat(second.w2.toFloatArray()).isEqualTo(whole.w2.toFloatArray());
        assertThat(second.random.nextLong()).isEqualTo(whole.random.nextLong());
    }

    @Test
    void unseededGeneratorsDifferAndTellTheirSeed() {
        var a = new Generator();
        long seed = a.seed();
        assertThat(a.initialSeed()).isEqualTo(seed);
        assertThat(new Generator(seed).rand(4).toList()).isEqualTo(a.rand(4).toList());
        assertThat(new Generator().initialSeed()).isEqualTo(67280421310721L);
    }

    @Test
    void aStateOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Generator().setState(Tensors.zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("RNG state must be a torch.ByteTensor of 5056 elements");
    }
}
