package jgrad.data;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a batch of items: each tensor and number in them becomes a tensor with one more dimension
/// in front.
///
/// Torch: `torch.utils.data.default_collate`.
public final class Collate {
    private Collate() {}

    /// Stacks tensors; makes a float64 tensor of floating numbers, an int64 one of integers, a bool
    /// one of booleans; goes into lists and maps; leaves strings a list.
    ///
    /// @throws IllegalArgumentException if items are of different kinds or lengths, or of none of
    ///   these kinds
    public static Object collate(List<?> items) {
        Object first = items.getFirst();
        return switch (first) {
            case Tensor _ -> Tensors.stack(all(items, Tensor.class), 0);
            case Double _, Float _ ->
                    Tensors.fromArray(
                            all(items, Number.class).stream()
                                    .mapToDouble(Number::doubleValue)
                                    .toArray());
            case Long _, Integer _, Short _, Byte _ ->
                    Tensors.fromArray(
                            all(items, Number.class).stream()
                                    .mapToLong(Number::longValue)
                                    .toArray());
            case Boolean _ -> {
                var bools = new boolean[items.size()];
                for (int i = 0; i < bools.length; i++) {
                    bools[i] = all(items, Boolean.class).get(i);
                }
                yield Tensors.fromArray(bools);
            }
            case String _ -> all(items, String.class);
            case Map<?, ?> map -> maps(items, map);
            case List<?> list -> lists(items, list.size());
            default ->
                    throw new IllegalArgumentException(
                            "default_collate: batch must contain tensors, numbers, booleans,"
                                    + " strings, maps or lists; found "
                                    + first.getClass().getName());
        };
    }

    /// Lists of tensors, such as the items of a [TensorDataset]: the tensors at each place stacked.
    public static List<Tensor> tensors(List<List<Tensor>> items) {
        var batch = new ArrayList<Tensor>();
        for (Object stacked : lists(items, items.getFirst().size())) {
            batch.add((Tensor) stacked);
        }
        return batch;
    }

    private static <T> List<T> all(List<?> items, Class<T> kind) {
        var checked = new ArrayList<T>();
        for (Object item : items) {
            if (!kind.isInstance(item)) {
                throw new IllegalArgumentException(
                        "default_collate: the items of a batch differ: "
                                + items.getFirst().getClass().getName()
                                + " and "
                                + item.getClass().getName());
            }
            checked.add(kind.cast(item));
        }
        return checked;
    }

    private static List<Object> lists(List<?> items, int size) {
        List<?>[] lists = all(items, List.class).toArray(List<?>[]::new);
        var batch = new ArrayList<Object>();
        for (int place = 0; place < size; place++) {
            var column = new ArrayList<Object>();
            for (List<?> list : lists) {
                if (list.size() != size) {
                    throw new IllegalArgumentException(
                            "each element in list of batch should be of equal size: "
                                    + size
                                    + " and "
                                    + list.size());
                }
                column.add(list.get(place));
            }
            batch.add(collate(column));
        }
        return batch;
    }

    private static Map<Object, Object> maps(List<?> items, Map<?, ?> first) {
        var batch = new LinkedHashMap<Object, Object>();
        for (Object key : first.keySet()) {
            var column = new ArrayList<Object>();
            for (Map<?, ?> map : all(items, Map.class)) {
                Object value = map.get(key);
                if (value == null) {
                    throw new IllegalArgumentException(
                            "default_collate: an item has no '" + key + "'");
                }
                column.add(value);
            }
            batch.put(key, collate(column));
        }
        return batch;
    }
}
