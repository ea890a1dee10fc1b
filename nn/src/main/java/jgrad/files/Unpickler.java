package jgrad.files;

import jgrad.DType;
import jgrad.Shape;
import jgrad.Tensor;
import jgrad.TensorStorage;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the subset of Python's pickle format that PyTorch writes.
///
/// A pickle is a program for a stack machine whose instructions can name any Python function and
/// call it. This machine knows the instructions that build data, and of names only [TorchName]s:
/// everything else ends the reading. Source: Python's `pickletools`.
final class Unpickler {
    private static final Object MARK = new Object();

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment code;
    private final Storages storages;
    private final ArrayList<@Nullable Object> stack = new ArrayList<>();
    private final Map<Integer, @Nullable Object> memo = new HashMap<>();
    private long at;

    /// Where tensors' elements come from.
    interface Storages {
        /// The storage of a key; null to go on without making tensors.
        @Nullable TensorStorage get(DType type, String key, long numel) throws FileFormatException;
    }

    private record StorageRef(@Nullable TensorStorage storage) {}

    Unpickler(MemorySegment code, long at, Storages storages) {
        this.code = code;
        this.at = at;
        this.storages = storages;
    }

    /// Where the pickle that was read ends.
    long end() {
        return at;
    }

    /// The value of the next pickle.
    @Nullable Object load() throws FileFormatException {
        while (true) {
            int op = u1();
            if (op == '.') {
                Object value = pop();
                if (!stack.isEmpty() || !isData(value)) {
                    throw error("STOP with other than one value");
                }
                memo.clear();
                return value;
            }
            step(op);
        }
    }

    private void step(int op) throws FileFormatException {
        switch (op) {
            case 0x80 -> { // PROTO
                int version = u1();
                if (version > 3) {
                    throw error(
                            "pickle protocol "
                                    + version
                                    + " is not read. Leave pickle_protocol of torch.save at 2");
                }
            }
            case 'c' -> push(TorchName.of(line() + " " + line()));
            case 'R' -> reduce();
            case 'b' -> build();
            case 'Q' -> push(persistent(pop()));
            case 'q' -> memo.put(u1(), peek());
            case 'r' -> memo.put(i4(), peek());
            case 'h' -> push(recall(u1()));
            case 'j' -> push(recall(i4()));
            case '(' -> stack.add(MARK);
            case 't' -> push(Tuple.of(popMark()));
            case 0x85 -> push(Tuple.of(popLast(1)));
            case 0x86 -> push(Tuple.of(popLast(2)));
            case 0x87 -> push(Tuple.of(popLast(3)));
            case ')' -> push(Tuple.of());
            case ']' -> push(new ArrayList<@Nullable Object>());
            case '}' -> push(new LinkedHashMap<Object, @Nullable Object>());
            case 'a' -> append(popLast(1));
            case 'e' -> append(popMark());
            case 's' -> setItems(popLast(2));
            case 'u' -> setItems(popMark());
            case 'J' -> push((long) i4());
            case 'K' -> push((long) u1());
            case 'M' -> push((long) (u1() | u1() << 8));
            case 0x8a -> push(integer(u1()));
            case 'G' -> push(floating());
            case 'X' -> push(text(i4()));
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'N' -> push(null);
            default ->
                    throw error(
                            "instruction 0x"
                                    + Integer.toHexString(op)
                                    + " is none of those that build tensors and containers");
        }
    }

    // Instructions

    private void reduce() throws FileFormatException {
        Object arguments = pop();
        Object callee = pop();
        if (!(callee instanceof TorchName.Builder builder) || !(arguments instanceof Tuple args)) {
            throw error("REDUCE of something that cannot be built");
        }
        push(
                switch (builder) {
                    case ORDERED_DICT -> orderedDict(args);
                    case TENSOR -> tensor(args);
                    case PARAMETER -> parameter(args);
                    case SIZE -> size(args);
                });
    }

    private Map<Object, @Nullable Object> orderedDict(Tuple args) throws FileFormatException {
        var map = new LinkedHashMap<Object, @Nullable Object>();
        if (args.isEmpty()) {
            return map;
        }
        if (args.size() != 1 || !(args.get(0) instanceof List<?> pairs)) {
            throw error("OrderedDict of something other than pairs");
        }
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> two) || two.size() != 2) {
                throw error("OrderedDict of something other than pairs");
            }
            map.put(key(two.get(0)), two.get(1));
        }
        return map;
    }

    /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`; hooks are code
    /// and are left out.
    private @Nullable Tensor tensor(Tuple args) throws FileFormatException {
        if (args.size() < 6
                || !(args.get(0) instanceof StorageRef ref)
                || !(args.get(1) instanceof Long offset)
                || !(args.get(2) instanceof List<?> size)
                || !(args.get(3) instanceof List<?> stride)
                || !(args.get(4) instanceof Boolean requiresGrad)) {
            throw error("_rebuild_tensor_v2 of other than a storage, offset, size and stride");
        }
        Extent shape = Extent.of(size, "a tensor");
        shape.numel("a tensor");
        if (ref.storage == null) {
            return null;
        }
        try {
            var strides = Extent.of(stride, "the strides of a tensor").ints();
            Tensor t = ref.storage.tensor(shape.ints(), strides, Math.toIntExact(offset));
            return requiresGrad ? t.requiresGrad_() : t;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FileFormatException("a tensor is not sound: " + e.getMessage(), e);
        }
    }

    private @Nullable Tensor parameter(Tuple args) throws FileFormatException {
        if (args.size() != 3
                || !(args.get(0) instanceof Tensor || args.get(0) == null)
                || !(args.get(1) instanceof Boolean requiresGrad)) {
            throw error("_rebuild_parameter of other than a tensor");
        }
        return args.get(0) instanceof Tensor t
                ? t.detach().asParameter().requiresGrad_(requiresGrad)
                : null;
    }

    private Shape size(Tuple args) throws FileFormatException {
        if (args.size() != 1 || !(args.get(0) instanceof List<?> sizes)) {
            throw error("torch.Size of other than sizes");
        }
        Extent extent = Extent.of(sizes, "torch.Size");
        extent.numel("torch.Size");
        return new Shape(extent.ints());
    }

    /// Attributes set on an OrderedDict are PyTorch's notes on versions, which nothing here asks.
    private void build() throws FileFormatException {
        pop();
        if (!(peek() instanceof Map)) {
            throw error("BUILD of something that has no attributes");
        }
    }

    /// `('storage', type, key, location, numel)`, and in old files a sixth part for views.
    private StorageRef persistent(@Nullable Object id) throws FileFormatException {
        if (!(id instanceof Tuple parts)
                || parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof TorchName.StorageOf of)
                || !(parts.get(2) instanceof String key)
                || !(parts.get(3) instanceof String)
                || !(parts.get(4) instanceof Long numel)
                || parts.size() > 5 && parts.get(5) != null) {
            throw error("a persistent id that is no storage");
        }
        if (numel < 0) {
            throw error("a storage of " + numel + " elements");
        }
        return new StorageRef(storages.get(of.type(), key, numel));
    }

    private void append(List<@Nullable Object> values) throws FileFormatException {
        if (!(peek() instanceof ArrayList<?>)) {
            throw error("APPEND to something that is no list");
        }
        @SuppressWarnings("unchecked") // every ArrayList on the stack was made by EMPTY_LIST
        var list = (ArrayList<@Nullable Object>) peek();
        for (Object value : values) {
            list.add(data(value));
        }
    }

    private void setItems(List<@Nullable Object> items) throws FileFormatException {
        if (!(peek() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) {
            throw error("SETITEM of something that is no dictionary");
        }
        @SuppressWarnings("unchecked") // every map on the stack was made by EMPTY_DICT or above
        var map = (LinkedHashMap<Object, @Nullable Object>) peek();
        for (int i = 0; i < items.size(); i += 2) {
            map.put(key(items.get(i)), data(items.get(i + 1)));
        }
    }

    /// Keys are single values: the hash of nested ones could take for ever.
    private Object key(@Nullable Object key) throws FileFormatException {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key;
        }
        throw error("a dictionary key that is no string or number");
    }

    private @Nullable Object data(@Nullable Object value) throws FileFormatException {
        if (!isData(value)) {
            throw error("a name or storage as a value");
        }
        return value;
    }

    private static boolean isData(@Nullable Object value) {
        return !(value instanceof StorageRef) && !(value instanceof TorchName);
    }

    private Object integer(int length) throws FileFormatException {
        byte[] little = bytes(length).toArray(ValueLayout.JAVA_BYTE);
        var big = new byte[length + 1];
        for (int i = 0; i < length; i++) {
            big[length - i] = little[i];
        }
        if (length > 0 && little[length - 1] < 0) {
            big[0] = -1;
        }
        var value = new BigInteger(big);
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    private double floating() throws FileFormatException {
        return bytes(8).get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0);
    }

    private String text(int length) throws FileFormatException {
        try {
            return MappedFile.utf8(bytes(Integer.toUnsignedLong(length)));
        } catch (CharacterCodingException e) {
            throw new FileFormatException("a string in the pickle is not UTF-8", e);
        }
    }

    // The machine

    private void push(@Nullable Object value) {
        // A type's name is a value of its own when it is not called.
        stack.add(value instanceof TorchName.TypeName(DType type) ? type : value);
    }

    private @Nullable Object peek() throws FileFormatException {
        if (stack.isEmpty() || stack.getLast() == MARK) {
            throw error("the stack is empty");
        }
        return stack.getLast();
    }

    private @Nullable Object pop() throws FileFormatException {
        Object top = peek();
        stack.removeLast();
        return top;
    }

    private List<@Nullable Object> popLast(int n) throws FileFormatException {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < n; i++) {
            values.addFirst(pop());
        }
        return values;
    }

    private List<@Nullable Object> popMark() throws FileFormatException {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw error("no MARK on the stack");
        }
        List<@Nullable Object> above = stack.subList(mark + 1, stack.size());
        var values = new ArrayList<@Nullable Object>(above);
        above.clear();
        stack.removeLast();
        return values;
    }

    private @Nullable Object recall(int index) throws FileFormatException {
        if (!memo.containsKey(index)) {
            throw error("nothing was remembered as " + index);
        }
        return memo.get(index);
    }

    private int u1() throws FileFormatException {
        return bytes(1).get(ValueLayout.JAVA_BYTE, 0) & 0xff;
    }

    private int i4() throws FileFormatException {
        return bytes(4).get(INT, 0);
    }

    private MemorySegment bytes(long n) throws FileFormatException {
        if (n > code.byteSize() - at) {
            throw error("the pickle ends before STOP");
        }
        at += n;
        return code.asSlice(at - n, n);
    }

    private String line() throws FileFormatException {
        long start = at;
        while (u1() != '\n') {
            if (at - start > 1000) {
                throw error("a name without end");
            }
        }
        return new String(
                code.asSlice(start, at - 1 - start).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8);
    }

    private FileFormatException error(String what) {
        return new FileFormatException("invalid pickle: " + what + ", at byte " + at);
    }
}
