package jgrad.optim;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A running average of weights, which often predicts better than the last ones: exponential, or of
/// all since the start.
///
/// ```java
/// var average = AveragedWeights.ema(model.parameters(), 0.999);
/// for (...) { ...; optimizer.step(); average.update(); }
/// try (var _ = average.applied()) { evaluate(model); }
/// ```
///
/// Torch: `torch.optim.swa_utils.AveragedModel` with `get_ema_avg_fn` and `get_swa_avg_fn`.
public final class AveragedWeights {
    private final List<Tensor> params;
    private final List<Tensor> averages = new ArrayList<>();
    private final @Nullable Double decay;
    private long updates;

    private AveragedWeights(List<Tensor> params, @Nullable Double decay) {
        this.params = List.copyOf(params);
        this.decay = decay;
        params.forEach(p -> averages.add(p.detach().clone()));
    }

    /// `average = decay * average + (1 - decay) * weight`; the first update copies.
    ///
    /// @throws IllegalArgumentException unless the decay is from 0 to 1
    public static AveragedWeights ema(List<Tensor> params, double decay) {
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid decay value "
                            + decay
                            + " provided. Please provide a value in [0,1] range.");
        }
        return new AveragedWeights(params, decay);
    }

    /// The mean of the weights at all updates.
    public static AveragedWeights swa(List<Tensor> params) {
        return new AveragedWeights(params, null);
    }

    /// Takes the weights as they are now into the average.
    public void update() {
        try (var _ = Autograd.noGrad()) {
            double weight = decay == null ? 1.0 / (updates + 1) : 1 - decay;
            for (int i = 0; i < averages.size(); i++) {
                if (updates == 0) {
                    averages.get(i).copy_(params.get(i));
                } else {
                    averages.get(i).lerp_(params.get(i), weight);
                }
            }
        }
        updates++;
    }

    /// The averages, in the order of the parameters.
    public List<Tensor> averages() {
        return List.copyOf(averages);
    }

    /// How often [#update()] was called.
    public long updates() {
        return updates;
    }

    /// Copies the averages into the parameters, for good.
    public void copyTo() {
        exchange(false);
    }

    /// Exchanges parameters and averages until the scope is closed.
    public Autograd.Scope applied() {
        exchange(true);
        return () -> exchange(true);
    }

    private void exchange(boolean both) {
        try (var _ = Autograd.noGrad()) {
            for (int i = 0; i < averages.size(); i++) {
                Tensor weight = params.get(i).detach().clone();
                params.get(i).copy_(averages.get(i));
                if (both) {
                    averages.get(i).copy_(weight);
                }
            }
        }
    }

    public Map<String, @Nullable Object> stateDict() {
        var state = new LinkedHashMap<String, @Nullable Object>();
        state.put("n_averaged", updates);
        state.put("averages", averages());
        return state;
    }

    /// @throws IllegalArgumentException if it is not a state of as many tensors of these shapes
    public void loadStateDict(Map<String, ? extends @Nullable Object> state) {
        if (!(state.get("n_averaged") instanceof Number n)
                || !(state.get("averages") instanceof List<?> saved)
                || saved.size() != averages.size()) {
            throw new IllegalArgumentException(
                    "not the state of an average of " + averages.size() + " tensors");
        }
        for (int i = 0; i < saved.size(); i++) {
            if (!(saved.get(i) instanceof Tensor t) || !t.shape().equals(averages.get(i).shape())) {
                throw new IllegalArgumentException(
                        "average " + i + " is to have the shape " + averages.get(i).shape());
            }
        }
        for (int i = 0; i < saved.size(); i++) {
            averages.get(i).copy_((Tensor) saved.get(i));
        }
        updates = n.longValue();
    }
}
