package jgrad;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// What works on images and channels gives the same bits on any number of threads, forwards and
/// backwards.
class LayerThreadsTest {
    private static final int THREADS = Threads.numThreads();

    @AfterEach
    void threadsAsBefore() {
        Threads.setNumThreads(THREADS);
    }

    private interface Layer {
        Tensor of(Tensor x, Tensor channels);
    }

    private static Map<String, Layer> layers() {
        var layers = new LinkedHashMap<String, Layer>();
        PoolOptions windows = PoolOptions.of(3).stride(2).padding(1);
        layers.put("max_pool2d", (x, c) -> Functional.maxPool2d(x, windows));
        layers.put("avg_pool2d", (x, c) -> Functional.avgPool2d(x, windows.ceilMode(true)));
        layers.put("adaptive_avg_pool2d", (x, c) -> Functional.adaptiveAvgPool2d(x, 7, 9));
        layers.put("adaptive_max_pool2d", (x, c) -> Functional.adaptiveMaxPool2d(x, 7, 9));
        layers.put("batch_norm", (x, c) -> Functional.batchNorm(x, null, null, c, c, true));
        layers.put("group_norm", (x, c) -> Functional.groupNorm(x, 4, c, c, 1e-5));
        layers.put("instance_norm", (x, c) -> Functional.instanceNorm(x));
        for (String mode : List.of("nearest", "bilinear", "bicubic")) {
            layers.put(
                    mode,
                    (x, c) ->
                            Functional.interpolate(x, InterpolateOptions.size(29, 60).mode(mode)));
        }
        layers.put("reflect", (x, c) -> Functional.pad(x, new int[] {3, 4, 2, 1}, "reflect"));
        layers.put("unfold", (x, c) -> Functional.unfold(x, 3, 2));
        layers.put(
                "grid_sample",
                (x, c) -> {
                    Tensor theta = c.narrow(0, 0, 6).view(1, 2, 3).expand(3, 2, 3);
                    return Functional.gridSample(
                            x, Functional.affineGrid(theta, new int[] {3, 8, 20, 30}, false));
                });
        return layers;
    }

    @TestFactory
    Stream<DynamicTest> anyNumberOfThreadsGivesTheSameBits() {
        return layers().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(e.getValue())));
    }

    private static void compare(Layer layer) {
        Threads.setNumThreads(1);
        List<float[]> alone = run(layer);
        for (int threads : new int[] {2, 3, 8}) {
            Threads.setNumThreads(threads);
            List<float[]> together = run(layer);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(together.get(i)).isEqualTo(alone.get(i));
            }
        }
    }

    private static List<float[]> run(Layer layer) {
        var random = new Random(3);
        Tensor x = random(random, 3, 8, 40, 41).requiresGrad_();
        Tensor channels = random(random, 8).requiresGrad_();
        Tensor y = layer.of(x, channels);
        var found = new ArrayList<float[]>();
        found.add(floats(y));
        List<Tensor> outputs = List.of(y.mul(y).sum());
        var options = GradOptions.DEFAULT.allowUnused();
        for (Tensor grad : Autograd.grad(outputs, List.of(x, channels), options)) {
            if (grad != null) {
                found.add(floats(grad));
            }
        }
        return found;
    }

    private static Tensor random(Random random, int... shape) {
        int n = 1;
        for (int size : shape) {
            n *= size;
        }
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return Tensors.fromArray(values, shape);
    }

    private static float[] floats(Tensor t) {
        double[] wide = t.detach().toDoubleArray();
        var values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }
}
