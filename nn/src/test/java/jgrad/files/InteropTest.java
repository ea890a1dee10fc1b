package jgrad.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Shape;
import jgrad.Tensor;
import jgrad.TensorStorage;
import jgrad.golden.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Files that PyTorch, NumPy and the safetensors library wrote, and files nobody should accept.
class InteropTest {
    private static final JsonNode MANIFEST = Golden.document("interop/manifest.json");

    private static Stream<String> names(String kind) {
        return MANIFEST.get(kind).properties().stream().map(Map.Entry::getKey);
    }

    static Stream<String> pt() {
        return names("pt");
    }

    static Stream<String> npy() {
        return names("npy");
    }

    static Stream<String> npz() {
        return names("npz");
    }

    static Stream<String> safetensors() {
        return names("safetensors");
    }

    static Stream<String> malformed() {
        return names("malformed");
    }

    @ParameterizedTest
    @MethodSource("pt")
    void torchFilesAreReadExactly(String name) throws IOException {
        Object value = TorchFile.load(Golden.path("interop/" + name));
        compare(name, value, MANIFEST.at("/pt").get(name).get("content"), new HashMap<>());
    }

    @ParameterizedTest
    @MethodSource("pt")
    void torchFilesAreTheSameAfterBeingWrittenAgain(String name, @TempDir Path folder)
            throws IOException {
        Path copy = folder.resolve("copy.pt");
        TorchFile.save(TorchFile.load(Golden.path("interop/" + name)), copy);
        compare(
                name,
                TorchFile.load(copy),
                MANIFEST.at("/pt").get(name).get("content"),
                new HashMap<>());
    }

    private static void compare(
            String where,
            @Nullable Object actual,
            JsonNode expected,
            Map<String, TensorStorage> storages) {
        switch (expected.get("type").asText()) {
            case "tensor" -> compareTensor(where, (Tensor) actual, expected, storages);
            case "OrderedDict", "dict" -> {
                var map = (Map<?, ?>) Objects.requireNonNull(actual);
                JsonNode items = expected.get("items");
                assertThat(map).as(where).hasSize(items.size());
                int i = 0;
                for (var e : map.entrySet()) {
                    compare(where + " key " + i, e.getKey(), items.get(i).get(0), storages);
                    compare(where + "." + e.getKey(), e.getValue(), items.get(i).get(1), storages);
                    i++;
                }
            }
            case "list", "tuple" -> {
                var list = (List<?>) Objects.requireNonNull(actual);
                assertThat(list instanceof Tuple)
                        .as(where)
                        .isEqualTo(expected.get("type").asText().equals("tuple"));
                JsonNode items = expected.get("items");
                assertThat(list).as(where).hasSize(items.size());
                for (int i = 0; i < items.size(); i++) {
                    compare(where + "[" + i + "]", list.get(i), items.get(i), storages);
                }
            }
            case "Size" ->
                    assertThat(actual)
                            .as(where)
                            .isEqualTo(new Shape(Golden.ints(expected.get("value"))));
            case "dtype" ->
                    assertThat(Objects.toString(actual))
                            .as(where)
                            .endsWith(expected.get("value").asText());
            case "int" ->
                    assertThat(Objects.toString(actual))
                            .as(where)
                            .isEqualTo(expected.get("value").asText());
            case "float" ->
                    assertThat(actual)
                            .as(where)
                            .isEqualTo(Double.valueOf(number(expected.get("value"))));
            case "str" -> assertThat(actual).as(where).isEqualTo(expected.get("value").asText());
            case "bool" ->
                    assertThat(actual).as(where).isEqualTo(expected.get("value").asBoolean());
            case "None" -> assertThat(actual).as(where).isNull();
            default -> throw new AssertionError(expected.get("type"));
        }
    }

    private static String number(JsonNode value) {
        return value.isObject() ? value.get("f").asText() : value.asText();
    }

    private static void compareTensor(
            String where,
            @Nullable Tensor t,
            JsonNode expected,
            Map<String, TensorStorage> storages) {
        JsonNode recorded = expected.get("tensor");
        Golden.assertSame(where, Objects.requireNonNull(t), recorded);
        assertThat(t.stride().toIntArray())
                .as(where)
                .isEqualTo(Golden.ints(recorded.get("stride")));
        assertThat(t.storageOffset()).as(where).isEqualTo(recorded.get("storage_offset").asInt());
        assertThat(t.requiresGrad()).as(where).isEqualTo(recorded.get("requires_grad").asBoolean());
        assertThat(t.isParameter()).as(where).isEqualTo(recorded.get("is_parameter").asBoolean());
        TensorStorage storage = TensorStorage.of(t);
        assertThat(storage.size()).as(where).isEqualTo(expected.get("storage_numel").asInt());
        String id = expected.get("storage_id").asText();
        assertThat(storages.containsValue(storage)).as(where).isEqualTo(storages.containsKey(id));
        assertThat(storages.getOrDefault(id, storage)).as(where).isEqualTo(storage);
        storages.put(id, storage);
    }

    @ParameterizedTest
    @MethodSource("npy")
    void arraysAreReadExactly(String name, @TempDir Path folder) throws IOException {
        JsonNode array = MANIFEST.at("/npy").get(name).get("array");
        Tensor read = Numpy.load(Golden.path("interop/" + name));
        Golden.assertSame(name, read, array);
        Path copy = folder.resolve("copy.npy");
        Numpy.save(read, copy);
        Golden.assertSame(name, Numpy.load(copy), array);
        String code = array.get("npy_descr").asText();
        if (!array.get("fortran_order").asBoolean()
                && !code.startsWith(">")
                && !code.contains("u2")
                && !code.contains("u4")
                && !name.startsWith("version")) {
            assertThat(copy).hasSameBinaryContentAs(Golden.path("interop/" + name));
        }
    }

    @ParameterizedTest
    @MethodSource("npz")
    void archivesOfArraysAreReadExactly(String name, @TempDir Path folder) throws IOException {
        JsonNode arrays = MANIFEST.at("/npz").get(name).get("arrays");
        Map<String, Tensor> read = Numpy.loadNpz(Golden.path("interop/" + name));
        Path copy = folder.resolve("copy.npz");
        Numpy.saveNpz(read, copy);
        for (var all : List.of(read, Numpy.loadNpz(copy))) {
            assertThat(all).hasSize(arrays.size());
            arrays.properties()
                    .forEach(e ->
                            Golden.assertSame(
                                    name,
                                    Objects.requireNonNull(all.get(e.getKey())),
                                    e.getValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("safetensors")
    void safetensorsAreReadExactly(String name, @TempDir Path folder) throws IOException {
        JsonNode expected = MANIFEST.at("/safetensors").get(name);
        Path copy = folder.resolve("copy.safetensors");
        try (var file = Safetensors.open(Golden.path("interop/" + name))) {
            JsonNode metadata = expected.get("metadata");
            assertThat(file.metadata()).hasSize(metadata.size());
            metadata.properties()
                    .forEach(e ->
                            assertThat(file.metadata())
                                    .containsEntry(e.getKey(), e.getValue().asText()));
            Safetensors.save(
                    Safetensors.load(Golden.path("interop/" + name)), copy, file.metadata());
        }
        JsonNode tensors = expected.get("tensors");
        for (Path path : List.of(Golden.path("interop/" + name), copy)) {
            Map<String, Tensor> read = Safetensors.load(path);
            assertThat(read).hasSize(tensors.size());
            tensors.properties()
                    .forEach(e ->
                            Golden.assertSame(
                                    name,
                                    Objects.requireNonNull(read.get(e.getKey())),
                                    e.getValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void filesThatNobodyShouldAcceptAreRefused(String name) {
        Path path = Golden.path("interop/" + name);
        assertThatThrownBy(
                        () -> {
                            if (name.endsWith(".pt")) {
                                TorchFile.load(path);
                            } else if (name.endsWith(".npy")) {
                                Numpy.load(path);
                            } else {
                                Safetensors.load(path);
                            }
                        })
                .as(MANIFEST.at("/malformed").get(name).get("reason").asText())
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(path + ": ");
    }

    @Test
    void aFileCutOffAnywhereIsRefused(@TempDir Path folder) throws IOException {
        for (String name :
                List.of(
                        "mlp_state_dict.pt",
                        "legacy_not_zip.pt",
                        "f4.npy",
                        "compressed.npz",
                        "model.safetensors")) {
            byte[] whole = Files.readAllBytes(Golden.path("interop/" + name));
            Path cut = folder.resolve(name);
            for (int length = 0; length < whole.length; length += 3) {
                Files.write(cut, java.util.Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> load(cut))
                        .as(name + " cut to " + length)
                        .isInstanceOf(FileFormatException.class);
            }
        }
    }

    @Test
    void aFileWithAnyByteChangedIsReadOrRefusedButNeverBreaksTheReader(@TempDir Path folder)
            throws IOException {
        for (String name :
                List.of(
                        "checkpoint.pt",
                        "legacy_not_zip.pt",
                        "fortran_f8.npy",
                        "compressed.npz",
                        "model.safetensors")) {
            byte[] whole = Files.readAllBytes(Golden.path("interop/" + name));
            Path changed = folder.resolve(name);
            int refused = 0;
            for (int at = 0; at < whole.length; at += 3) {
                byte[] bytes = whole.clone();
                bytes[at] ^= (byte) (at % 2 == 0 ? 0xff : 1);
                Files.write(changed, bytes);
                try {
                    load(changed);
                } catch (FileFormatException e) {
                    refused++;
                }
            }
            assertThat(refused).as(name).isPositive();
        }
    }

    private static void load(Path path) throws IOException {
        String name = path.toString();
        if (name.endsWith(".pt")) {
            TorchFile.load(path);
        } else if (name.endsWith(".npy")) {
            Numpy.load(path);
        } else if (name.endsWith(".npz")) {
            Numpy.loadNpz(path);
        } else {
            Safetensors.load(path);
        }
    }
}
