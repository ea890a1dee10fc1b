package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PyTorch's form of an optimiser's state: parameters are numbered in the order of the groups.
final class OptimizerState {
    private OptimizerState() {}

    static Map<String, @Nullable Object> save(
            List<ParamGroup> groups, IdentityHashMap<Tensor, ParamState> states) {
        var byNumber = new LinkedHashMap<Object, @Nullable Object>();
        var savedGroups = new ArrayList<Object>();
        long number = 0;
        for (ParamGroup group : groups) {
            var numbers = new ArrayList<Object>();
            for (Tensor p : group.params()) {
                ParamState state = states.get(p);
                if (state != null && !state.values().isEmpty()) {
                    byNumber.put(number, new LinkedHashMap<>(state.values()));
                }
                numbers.add(number++);
            }
            var saved = new LinkedHashMap<String, @Nullable Object>(group.settings());
            saved.put("params", numbers);
            savedGroups.add(saved);
        }
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("state", byNumber);
        all.put("param_groups", savedGroups);
        return all;
    }

    static void load(
            Map<String, ? extends @Nullable Object> state,
            List<ParamGroup> groups,
            IdentityHashMap<Tensor, ParamState> states) {
        if (!(state.get("state") instanceof Map<?, ?> byNumber)
                || !(state.get("param_groups") instanceof List<?> savedGroups)) {
            throw new IllegalArgumentException(
                    "not the state of an optimizer, which has 'state' and 'param_groups': "
                            + state.keySet());
        }
        if (savedGroups.size() != groups.size()) {
            throw new IllegalArgumentException(
                    "loaded state dict has a different number of parameter groups: "
                            + savedGroups.size()
                            + ", and the optimizer has "
                            + groups.size());
        }
        var settings = new ArrayList<Map<String, @Nullable Object>>();
        var loaded = new IdentityHashMap<Tensor, ParamState>();
        for (int i = 0; i < groups.size(); i++) {
            if (!(savedGroups.get(i) instanceof Map<?, ?> saved)
                    || !(saved.get("params") instanceof List<?> numbers)
                    || numbers.size() != groups.get(i).params().size()) {
                throw new IllegalArgumentException(
                        "loaded state dict contains a parameter group that doesn't match the size"
                                + " of optimizer's group: group "
                                + i);
            }
            var group = new LinkedHashMap<String, @Nullable Object>();
            saved.forEach((name, value) -> group.put(String.valueOf(name), value));
            group.remove("params");
            settings.add(group);
            for (int k = 0; k < numbers.size(); k++) {
                Tensor p = groups.get(i).params().get(k);
                if (numbered(byNumber, numbers.get(k)) instanceof Map<?, ?> values) {
                    loaded.put(p, paramState(values, p));
                }
            }
        }
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).load(settings.get(i));
        }
        states.clear();
        states.putAll(loaded);
    }

    /// Numbers may be of any integer type, as they come from files or from Java.
    private static @Nullable Object numbered(Map<?, ?> byNumber, @Nullable Object number) {
        for (var e : byNumber.entrySet()) {
            if (e.getKey() instanceof Number a
                    && number instanceof Number b
                    && a.longValue() == b.longValue()) {
                return e.getValue();
            }
        }
        return null;
    }

    private static ParamState paramState(Map<?, ?> values, Tensor param) {
        var state = new ParamState();
        values.forEach((name, value) -> state.put(String.valueOf(name), copy(name, value, param)));
        return state;
    }

    /// Tensors become the optimiser's own, of the parameter's type; only the count of steps keeps
    /// its type, as in PyTorch.
    private static @Nullable Object copy(
            @Nullable Object name, @Nullable Object value, Tensor param) {
        return switch (value) {
            case Tensor t -> {
                boolean keep = "step".equals(name) || !param.dtype().isFloating();
                Tensor own = t.detach().clone();
                yield keep ? own : own.to(param.dtype());
            }
            case List<?> list -> {
                var copies = new ArrayList<@Nullable Object>();
                list.forEach(item -> copies.add(copy(name, item, param)));
                yield copies;
            }
            case null, default -> value;
        };
    }
}
