package jgrad.viz;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.relu;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;
import jgrad.autograd.SavedTensorHooks;
import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Vertex;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

class GraphPictureTest {
    private final Tensor w = tensor(2.0).requiresGrad_().named("w");
    private final Tensor x = tensor(3.0).named("x");
    private final Tensor b = tensor(1.0).requiresGrad_().named("b");
    private final Tensor u = w.mul(x).named("u");
    private final Tensor v = u.add(b).named("v");
    private final Tensor a = relu(v).named("a");

    private record Square() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            ctx.saveForBackward(t);
            return t.mul(t);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(2).mul(ctx.saved(0));
        }
    }

    private static Vertex vertex(Picture picture, String title) {
        return picture.vertices().stream()
                .filter(vertex -> vertex.title().equals(title))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(title + " is not among " + picture.vertices()));
    }

    /** Each arrow as `from -label-> to`. */
    private static List<String> arrows(Picture picture) {
        return picture.arrows().stream()
                .map(arrow ->
                        title(picture, arrow.from())
                                + " -"
                                + arrow.label()
                                + "-> "
                                + title(picture, arrow.to()))
                .toList();
    }

    private static String title(Picture picture, int vertex) {
        return picture.vertices().get(vertex).title();
    }

    @Test
    void theForwardPictureShowsTheComputationOfTheNotebook() {
        Picture picture = GraphPicture.forward(a).picture();
        assertThat(picture.title()).isEqualTo("Computation of a");
        assertThat(arrows(picture))
                .containsExactlyInAnyOrder(
                        "w --> mul",
                        "x --> mul",
                        "mul -u = 6.-> add",
                        "b --> add",
                        "add -v = 7.-> relu",
                        "relu --> a");
        assertThat(vertex(picture, "w").kind()).isEqualTo(Kind.LEAF);
        assertThat(vertex(picture, "w").lines()).containsExactly("2.");
        assertThat(vertex(picture, "x").kind()).isEqualTo(Kind.CONSTANT);
        assertThat(vertex(picture, "a").kind()).isEqualTo(Kind.OUTPUT);
        assertThat(picture.flows()).containsExactly(ArrowKind.VALUE);
    }

    @Test
    void theBackwardPictureShowsNodesAndWhatTheySaved() {
        Picture picture = GraphPicture.backward(a).picture();
        assertThat(arrows(picture))
                .containsExactlyInAnyOrder(
                        "a --> ReluBackward0",
                        "ReluBackward0 --> AddBackward0",
                        "AddBackward0 --> MulBackward0",
                        "AddBackward0 --> AccumulateGrad",
                        "MulBackward0 --> AccumulateGrad",
                        "MulBackward0 --> x",
                        "AccumulateGrad --> w",
                        "AccumulateGrad --> b",
                        "saved --> ReluBackward0",
                        "saved --> MulBackward0");
        assertThat(vertex(picture, "w").lines()).containsExactly("2.", "grad = None");
        assertThat(picture.vertices())
                .filteredOn(vertex -> vertex.kind() == Kind.SAVED)
                .flatExtracting(Vertex::lines)
                .containsExactlyInAnyOrder("result: a = 7.", "other: x = 3.");
        assertThat(picture.arrows())
                .filteredOn(arrow -> arrow.flow() == ArrowKind.NOTHING)
                .extracting(arrow -> title(picture, arrow.to()))
                .containsExactly("x");
    }

    @Test
    void gradientsAreShownWhereTheyAreKnown() {
        u.retainGrad();
        a.backward();
        Picture picture = GraphPicture.backward(a).picture();
        assertThat(arrows(picture))
                .contains(
                        "MulBackward0 -w.grad = 3.-> AccumulateGrad",
                        "AddBackward0 -b.grad = 1.-> AccumulateGrad",
                        "AddBackward0 -u.grad = 1.-> MulBackward0",
                        "ReluBackward0 --> AddBackward0");
        assertThat(vertex(picture, "w").lines()).containsExactly("2.", "grad = 3.");
        assertThat(vertex(picture, "MulBackward0").marks()).contains(Mark.KEEPS_GRAD);
    }

    @Test
    void gradientsAreComputedOnRequestWithoutTouchingAnything() {
        Picture picture = GraphPicture.backward(a).gradients(tensor(1.0)).picture();
        assertThat(arrows(picture))
                .contains(
                        "a -∂a/∂a = 1.-> ReluBackward0",
                        "ReluBackward0 -∂a/∂v = 1.-> AddBackward0",
                        "AddBackward0 -∂a/∂u = 1.-> MulBackward0",
                        "MulBackward0 -∂a/∂w = 3.-> AccumulateGrad");
        assertThat(w.grad()).isNull();
        a.backward();
        assertThat(GraphPicture.backward(a).gradients(tensor(1.0)).picture().flows())
                .contains(ArrowKind.GRADIENT);
    }

    @Test
    void everyUseOfATensorGetsItsOwnGradient() {
        Tensor e = w.exp();
        Picture picture = GraphPicture.backward(e.mul(x).add(e)).gradients(tensor(1.0)).picture();
        assertThat(arrows(picture))
                .contains(
                        "MulBackward0 -3.-> ExpBackward0",
                        "AddBackward0 -1.-> ExpBackward0",
                        "ExpBackward0 -29.5562-> AccumulateGrad");
        assertThat(vertex(picture, "ExpBackward0").lines()).containsExactly("sum = 4.");
    }

    @Test
    void aGradientThatSeveralUsesAddedToIsShownInItsNode() {
        Tensor e = w.exp().named("e");
        e.retainGrad();
        Tensor sum = e.mul(x).add(e);
        sum.backward();
        Picture picture = GraphPicture.backward(sum).picture();
        assertThat(vertex(picture, "ExpBackward0").lines()).containsExactly("e.grad = 4.");
        assertThat(arrows(picture)).contains("MulBackward0 --> ExpBackward0");
    }

    @Test
    void freedNodesHooksAndPackedTensorsAreTold() {
        v.registerHook(g -> null);
        a.backward();
        Picture picture = GraphPicture.backward(a).picture();
        assertThat(vertex(picture, "ReluBackward0").marks()).containsExactly(Mark.FREED);
        assertThat(vertex(picture, "AddBackward0").marks()).containsExactly(Mark.HOOK);
        assertThat(vertex(picture, "saved").lines()).first().asString().endsWith(": freed");
        var hooks =
                new SavedTensorHooks() {
                    @Override
                    public Object pack(Tensor tensor) {
                        return tensor;
                    }

                    @Override
                    public Tensor unpack(Object packed) {
                        throw new AssertionError("a picture unpacks nothing");
                    }
                };
        try (var _ = Autograd.savedTensorsHooks(hooks)) {
            Picture packed = GraphPicture.backward(w.mul(x)).picture();
            assertThat(vertex(packed, "saved").lines()).containsExactly("other: packed by a hook");
        }
    }

    @Test
    void usersFunctionsAreToldFromOperations() {
        Tensor squared = new Square().apply(w);
        Picture forward = GraphPicture.forward(squared).picture();
        assertThat(vertex(forward, "Square").kind()).isEqualTo(Kind.FUNCTION);
        Picture backward = GraphPicture.backward(squared).gradients(tensor(1.0)).picture();
        assertThat(vertex(backward, "SquareBackward").kind()).isEqualTo(Kind.FUNCTION);
        assertThat(arrows(backward)).contains("SquareBackward -4.-> AccumulateGrad");
    }

    @Test
    void shapesStandInForValuesThatAreManyOrGone() {
        Tensor weight = ones(64, 32).requiresGrad_().named("weight");
        Tensor small = tensor(new double[][] {{1, 2}, {3, 4}}).requiresGrad_();
        assertThat(vertex(GraphPicture.forward(weight.exp()).picture(), "weight").lines())
                .containsExactly("(64, 32)");
        Picture picture = GraphPicture.forward(small.add(1).sum()).picture();
        assertThat(vertex(picture, "leaf").lines()).containsExactly("[[1., 2.],", "[3., 4.]]");
        assertThat(arrows(picture)).contains("add -(2, 2)-> sum");
    }

    @Test
    void tensorsTheGraphDoesNotHoldCanBeTold() {
        Tensor sum = w.add(b);
        Tensor total = sum.add(x);
        assertThat(arrows(GraphPicture.forward(total).picture())).contains("add -scalar-> add");
        assertThat(arrows(GraphPicture.forward(total).knowing(sum).picture()))
                .contains("add -3.-> add");
    }

    @Test
    void theOnlyConstantOfAFreedGraphCanBeTold() {
        a.backward();
        assertThat(arrows(GraphPicture.backward(a).picture()))
                .contains("MulBackward0 --> constant");
        assertThat(arrows(GraphPicture.backward(a).knowing(u, x).picture()))
                .contains("MulBackward0 --> x");
    }

    @Test
    void parametersOfOperationsAreShown() {
        Picture picture =
                GraphPicture.forward(ones(2, 3).requiresGrad_().softmax(1).sum()).picture();
        assertThat(vertex(picture, "softmax").lines()).contains("dim = 1");
        assertThat(vertex(GraphPicture.forward(v).picture(), "add").lines()).isEmpty();
    }

    @Test
    void picturesStartAtNodesLeavesConstantsAndSeveralOutputs() {
        assertThat(GraphPicture.backward(v.gradFn()).picture().title())
                .isEqualTo("Gradients flowing back from AddBackward0");
        assertThat(GraphPicture.forward(v.gradFn()).picture().kinds()).doesNotContain(Kind.OUTPUT);
        assertThat(GraphPicture.backward(w).picture().kinds()).isEqualTo(Set.of(Kind.LEAF));
        assertThat(GraphPicture.forward(x).picture().kinds()).isEqualTo(Set.of(Kind.CONSTANT));
        Picture two = GraphPicture.forward(a, v).picture();
        assertThat(arrows(two)).contains("relu --> a", "add --> v");
        assertThatThrownBy(() -> GraphPicture.forward())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GraphPicture: there is no tensor to start from; give at least one.");
    }

    @Test
    void oneLeafUsedTwiceIsOneVertex() {
        Picture picture = GraphPicture.forward(w.mul(w)).picture();
        assertThat(picture.vertices()).filteredOn(vertex -> vertex.kind() == Kind.LEAF).hasSize(1);
        assertThat(picture.arrows())
                .filteredOn(arrow -> arrow.flow() == ArrowKind.VALUE)
                .hasSize(3);
    }

    @Test
    void aConstantUsedEverywhereIsDrawnAtEachUse() {
        Picture twice = GraphPicture.forward(w.mul(x).mul(x)).picture();
        assertThat(twice.vertices()).filteredOn(vertex -> vertex.title().equals("x")).hasSize(1);
        Picture often = GraphPicture.forward(w.mul(x).mul(x).mul(x).mul(x)).picture();
        assertThat(often.vertices()).filteredOn(vertex -> vertex.title().equals("x")).hasSize(4);
    }

    @Test
    void aDeepGraphIsSummarisedWithoutRecursion() throws Exception {
        Tensor deep = w;
        for (int i = 0; i < 100_000; i++) {
            deep = deep.mul(x);
        }
        for (GraphPicture picture :
                List.of(
                        GraphPicture.forward(deep),
                        GraphPicture.backward(deep).gradients(tensor(1.0)))) {
            Picture made = picture.picture();
            assertThat(made.vertices()).hasSizeLessThan(100);
            assertThat(made.notes()).first().asString().startsWith("The graph has 100,001 nodes");
            assertThat(made.vertices())
                    .extracting(Vertex::title)
                    .contains("… 99,961 more nodes …", "w");
            XmlDocument.parse(made.svg());
        }
        assertThat(GraphPicture.backward(deep).limit(1).picture().kinds()).contains(Kind.GAP);
    }

    @Test
    void drawingChangesNothingAndRunsNoHooks() {
        var calls = new AtomicInteger();
        v.registerHook(g -> {
            calls.incrementAndGet();
            return null;
        });
        String before = a.gradFn().nextFunctions().toString();
        GraphPicture.forward(a).svg();
        GraphPicture.backward(a).dot();
        assertThat(calls).hasValue(0);
        assertThat(a.gradFn().nextFunctions().toString()).isEqualTo(before);
        assertThat(a.gradFn().isFreed()).isFalse();
    }

    @Test
    void everyNodeOfTheGraphIsInBothForms() throws Exception {
        for (GraphPicture picture : List.of(GraphPicture.forward(a), GraphPicture.backward(a))) {
            var svg = XmlDocument.parse(picture.svg());
            String dot = picture.dot();
            Picture made = picture.picture();
            assertThat(svg.elementsWith("data-kind")).hasSameSizeAs(made.vertices());
            assertThat(svg.elementsWith("data-flow")).hasSameSizeAs(made.arrows());
            for (Vertex vertex : made.vertices()) {
                assertThat(svg.texts()).contains(vertex.title());
                assertThat(dot).contains(vertex.title());
            }
            assertThat(Arrays.stream(dot.split("\n", -1)).filter(line -> line.contains(" -> ")))
                    .hasSameSizeAs(made.arrows());
        }
    }

    @Test
    void namesAreShownAsTheyAre() throws Exception {
        String name = "<weights> & \"bias\" 权重";
        Tensor leaf = tensor(1.0).requiresGrad_().named(name);
        assertThat(XmlDocument.parse(GraphPicture.forward(leaf.exp()).svg()).texts())
                .contains(name);
        assertThat(leaf.exp().gradFn().nextFunctions().getFirst().node())
                .isInstanceOf(AccumulateGrad.class);
        assertThat(GraphPicture.forward(leaf.exp()).picture().arrows())
                .extracting(Arrow::flow)
                .containsOnly(ArrowKind.VALUE);
    }
}
