package jgrad.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Shape;
import jgrad.Tensor;
import jgrad.TensorStorage;
import jgrad.Tensors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class WritingTest {
    @TempDir Path folder;

    @Test
    void aWriteThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = folder.resolve("state.pt");
        TorchFile.save(Map.of("epoch", 1), path);
        assertThatThrownBy(() ->
                        AtomicFile.write(
                                path,
                                channel -> {
                                    AtomicFile.writeAll(channel, ByteBuffer.wrap(new byte[100]));
                                    throw new IOException("no space left");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(TorchFile.load(path)).isEqualTo(Map.of("epoch", 1L));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = folder.resolve("real.npy");
        Path link = folder.resolve("link.npy");
        Numpy.save(Tensors.tensor(1.0), target);
        Files.createSymbolicLink(link, target);
        Numpy.save(Tensors.tensor(2.0), link);
        assertThat(link).isSymbolicLink();
        assertThat(Numpy.load(target).toDouble()).isEqualTo(2);
    }

    @Test
    void theSameValueGivesTheSameBytes() throws IOException {
        Map<String, Tensor> state = Map.of("w", Tensors.arange(6.0));
        TorchFile.save(state, folder.resolve("a.pt"));
        TorchFile.save(state, folder.resolve("b.pt"));
        assertThat(folder.resolve("a.pt")).hasSameBinaryContentAs(folder.resolve("b.pt"));
    }

    @Test
    void everyElementTypeComesBackBitForBitFromEveryFormat() throws IOException {
        var state = new LinkedHashMap<String, Tensor>();
        for (DType type : DType.values()) {
            state.put(type.torchName(), Tensors.tensor(0.0, 1.0, 7.0).to(type).reshape(3, 1));
        }
        state.put("nan", Tensors.tensor(Double.NaN, -0.0, Double.NEGATIVE_INFINITY));
        state.put("scalar", Tensors.tensor(2.5));
        state.put("empty", Tensors.zeros(0, 3));
        TorchFile.save(state, folder.resolve("a.pt"));
        Safetensors.save(state, folder.resolve("a.safetensors"));
        compare(TorchFile.loadStateDict(folder.resolve("a.pt")), state);
        compare(Safetensors.load(folder.resolve("a.safetensors")), state);
        state.remove("bfloat16");
        Numpy.saveNpz(state, folder.resolve("a.npz"));
        compare(Numpy.loadNpz(folder.resolve("a.npz")), state);
    }

    private static void compare(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach(
                (name, tensor) -> jgrad.golden.Golden.assertSame(name, tensor, expected.get(name)));
    }

    @Test
    void valuesOfAllKindsComeBack() throws IOException {
        var value = new LinkedHashMap<Object, Object>();
        value.put("numbers", List.of(0L, 255L, 256L, -1L, 1L << 31, Long.MIN_VALUE, 0.1));
        value.put("big", BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        value.put("betas", Tuple.of(0.9, 0.999));
        value.put("shape", new Shape(2, 3));
        value.put("type", DType.BFLOAT16);
        value.put(7L, List.of(true, false, "ünï\n", List.of(), Map.of()));
        var many = new ArrayList<Object>();
        for (int i = 0; i < 1000; i++) {
            many.add("text " + i);
        }
        value.put("many", List.of(many, many));
        Path path = folder.resolve("a.pt");
        TorchFile.save(value, path);
        var read = (Map<?, ?>) TorchFile.load(path);
        assertThat(read).isEqualTo(value);
        assertThat(read.get("betas")).isInstanceOf(Tuple.class);
    }

    @Test
    void whatPyTorchHasNoWordForIsNotWritten() {
        assertThatThrownBy(() -> TorchFile.save(Map.of("x", new Object()), folder.resolve("a.pt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "save: a java.lang.Object cannot be saved; tensors, numbers, booleans,"
                                + " strings, null, lists and maps can");
        assertThatThrownBy(() ->
                        Numpy.save(Tensors.ones(2).to(DType.BFLOAT16), folder.resolve("a.npy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NumPy has no bfloat16: write tensor.to(DType.FLOAT32)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatHoldsMoreThanTensorsSaysWhereTheyAre() throws IOException {
        Path path = folder.resolve("checkpoint.pt");
        var value = new LinkedHashMap<String, Object>();
        value.put("epoch", 3);
        value.put("model", Map.of());
        TorchFile.save(value, path);
        assertThatThrownBy(() -> TorchFile.loadStateDict(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(
                        path
                                + ": not a state dict, since 'epoch' is no tensor. Use load(path)"
                                + " and take the dict out of [epoch, model]");
    }

    @Test
    void oneTensorIsReadWithoutTheOthers() throws IOException {
        Path path = folder.resolve("a.safetensors");
        Safetensors.save(Map.of("a", Tensors.ones(2), "b", Tensors.zeros(3)), path);
        try (var file = Safetensors.open(path)) {
            assertThat(file.tensor("b").toList()).isEqualTo(List.of(0.0, 0.0, 0.0));
            assertThatThrownBy(() -> file.tensor("c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not contain tensor 'c'");
        }
    }

    // Files with intent

    @Test
    void aListThatContainsItselfIsRefused() throws IOException {
        refused(pickle("\u0080\u0002]q\0h\0a."), "a container that contains itself");
    }

    @Test
    void aTowerOfListsIsRefused() throws IOException {
        refused(pickle("]".repeat(200) + "a".repeat(199) + "."), "nested deeper than 100 levels");
    }

    @Test
    void aStringThatClaimsToBeHugeIsRefused() throws IOException {
        refused(
                pickle("X\u00ff\u00ff\u00ff\u00ffabc."),
                "invalid pickle: the pickle ends before STOP, at byte 5");
    }

    @Test
    void aDeflatedEntryThatClaimsToBeHugeIsRefused() throws IOException {
        byte[] zip = Files.readAllBytes(jgrad.golden.Golden.path("interop/compressed.npz"));
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 22 + 16);
        bytes.putInt(directory + 24, Integer.MAX_VALUE - 100);
        Path path = folder.resolve("bomb.npz");
        Files.write(path, zip);
        assertThatThrownBy(() -> Numpy.loadNpz(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("claims 2147483547 bytes of ")
                .hasMessageContaining("too large");
    }

    private byte[] pickle(String code) {
        return code.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void refused(byte[] pickle, String message) throws IOException {
        Path path = folder.resolve("intent.pt");
        AtomicFile.write(
                path,
                channel -> {
                    var zip = new ZipWriter(channel);
                    zip.add("x/data.pkl", out -> AtomicFile.writeAll(out, ByteBuffer.wrap(pickle)));
                    zip.finish();
                });
        assertThatThrownBy(() -> TorchFile.load(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(path + ": " + message);
    }

    @Test
    void contentLiesAtMultiplesOf64SoThatItCanBeMapped() throws IOException {
        Path path = folder.resolve("a.pt");
        TorchFile.save(Map.of("w", Tensors.fromArray(new float[] {1.5f, 2.5f})), path);
        byte[] file = Files.readAllBytes(path);
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var places = new ArrayList<Integer>();
        for (int at = 0; at + 8 <= file.length; at++) {
            if (bytes.getFloat(at) == 1.5f && bytes.getFloat(at + 4) == 2.5f) {
                places.add(at % 64);
            }
        }
        assertThat(places).containsExactly(0);
        assertThat(TensorStorage.of(TorchFile.loadStateDict(path).get("w")).size()).isEqualTo(2);
    }
}
