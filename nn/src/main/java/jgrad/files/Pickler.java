package jgrad.files;

import jgrad.DType;
import jgrad.Shape;
import jgrad.Tensor;
import jgrad.TensorStorage;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes values as PyTorch pickles them (protocol 2), and collects the storages of their tensors.
///
/// What occurs twice is written once, so that shared tensors and storages are shared when read.
final class Pickler {
    private static final int DEEPEST = 100;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<String, Integer> globals = new HashMap<>();
    private final IdentityHashMap<Object, Integer> objects = new IdentityHashMap<>();
    private final Map<TensorStorage, String> storages = new LinkedHashMap<>();
    private int remembered;
    private int depth;

    /// @throws IllegalArgumentException if something in it has no counterpart in PyTorch's files
    byte[] pickle(@Nullable Object value) {
        out.write(0x80);
        out.write(2);
        put(value);
        out.write('.');
        return out.toByteArray();
    }

    /// The storages of the tensors that were pickled; each one's name is its place in the list.
    List<TensorStorage> storages() {
        return List.copyOf(storages.keySet());
    }

    private void put(@Nullable Object value) {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "save: nested deeper than "
                            + DEEPEST
                            + " levels, or a list that contains itself");
        }
        switch (value) {
            case null -> out.write('N');
            case Boolean b -> out.write(b ? 0x88 : 0x89);
            case Byte b -> integer(b);
            case Short s -> integer(s);
            case Integer i -> integer(i);
            case Long l -> integer(l);
            case BigInteger i -> big(i);
            case Float f -> floating(f);
            case Double d -> floating(d);
            case String s -> string(s);
            case DType type -> global(new TorchName.TypeName(type).global());
            case Tensor t -> shared(t, () -> tensor(t));
            case Shape s -> {
                global(TorchName.Builder.SIZE.global);
                sizes(s.sizes());
                out.write(0x85);
                out.write('R');
            }
            case Tuple t -> shared(t, () -> tuple(t));
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            default ->
                    throw new IllegalArgumentException(
                            "save: a "
                                    + value.getClass().getName()
                                    + " cannot be saved; tensors, numbers, booleans, strings, null,"
                                    + " lists and maps can");
        }
        depth--;
    }

    private void shared(Object value, Runnable write) {
        Integer index = objects.get(value);
        if (index != null) {
            recall(index);
        } else {
            write.run();
            objects.put(value, remember());
        }
    }

    private int remember() {
        if (remembered < 256) {
            out.write('q');
            out.write(remembered);
        } else {
            out.write('r');
            i4(remembered);
        }
        return remembered++;
    }

    private void recall(int index) {
        if (index < 256) {
            out.write('h');
            out.write(index);
        } else {
            out.write('j');
            i4(index);
        }
    }

    private void list(List<?> list) {
        Integer index = objects.get(list);
        if (index != null) {
            recall(index);
            return;
        }
        out.write(']');
        objects.put(list, remember());
        out.write('(');
        list.forEach(this::put);
        out.write('e');
    }

    private void map(Map<?, ?> map) {
        Integer index = objects.get(map);
        if (index != null) {
            recall(index);
            return;
        }
        out.write('}');
        objects.put(map, remember());
        out.write('(');
        map.forEach((key, value) -> {
            put(key);
            put(value);
        });
        out.write('u');
    }

    private void tuple(List<?> items) {
        if (items.isEmpty()) {
            out.write(')');
            return;
        }
        out.write('(');
        items.forEach(this::put);
        out.write('t');
    }

    private void tensor(Tensor t) {
        boolean parameter = t.isParameter();
        if (parameter) {
            global(TorchName.Builder.PARAMETER.global);
        }
        global(TorchName.Builder.TENSOR.global);
        out.write('(');
        storage(TensorStorage.of(t));
        integer(t.storageOffset());
        sizes(t.shape().sizes());
        sizes(t.stride().toIntArray());
        out.write(t.requiresGrad() && !parameter ? 0x88 : 0x89);
        noHooks();
        out.write('t');
        out.write('R');
        if (parameter) {
            out.write(t.requiresGrad() ? 0x88 : 0x89);
            noHooks();
            out.write(0x87);
            out.write('R');
        }
    }

    private void storage(TensorStorage storage) {
        String key = storages.computeIfAbsent(storage, _ -> Integer.toString(storages.size()));
        out.write('(');
        string("storage");
        global(new TorchName.StorageOf(storage.dtype()).global());
        string(key);
        string("cpu");
        integer(storage.size());
        out.write('t');
        out.write('Q');
    }

    private void sizes(int[] sizes) {
        var items = new ArrayList<Object>();
        for (int size : sizes) {
            items.add(size);
        }
        tuple(items);
    }

    private void noHooks() {
        global(TorchName.Builder.ORDERED_DICT.global);
        out.write(')');
        out.write('R');
    }

    private void global(String name) {
        Integer index = globals.get(name);
        if (index != null) {
            recall(index);
            return;
        }
        out.write('c');
        out.writeBytes((name.replace(' ', '\n') + "\n").getBytes(StandardCharsets.US_ASCII));
        globals.put(name, remember());
    }

    private void string(String text) {
        Integer index = strings.get(text);
        if (index != null) {
            recall(index);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        i4(bytes.length);
        out.writeBytes(bytes);
        strings.put(text, remember());
    }

    private void integer(long value) {
        if (value >= 0 && value < 256) {
            out.write('K');
            out.write((int) value);
        } else if (value == (int) value) {
            out.write('J');
            i4((int) value);
        } else {
            big(BigInteger.valueOf(value));
        }
    }

    private void big(BigInteger value) {
        byte[] bytes = value.toByteArray();
        if (bytes.length > 255) {
            throw new IllegalArgumentException("save: an integer of " + bytes.length + " bytes");
        }
        out.write(0x8a);
        out.write(bytes.length);
        for (int i = bytes.length - 1; i >= 0; i--) {
            out.write(bytes[i]);
        }
    }

    private void floating(double value) {
        out.write('G');
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    }

    private void i4(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }
}
