package jgrad.optim;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Makes optimisers from recorded keyword arguments.
final class OptimizerByName {
    private OptimizerByName() {}

    /// An optimiser, and how to add a group with other options.
    record Made(Optimizer optimizer, BiFunction<List<Tensor>, JsonNode, Optimizer> add) {}

    /// @param kwargs for all groups
    /// @param group for the first one only
    static Made make(String name, List<Tensor> params, JsonNode kwargs, JsonNode group) {
        return switch (name) {
            case "SGD" -> {
                Function<JsonNode, SGD.Options> f = k -> sgd(sgd(SGD.Options.DEFAULT, kwargs), k);
                var o = new SGD(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Adam" -> {
                Function<JsonNode, Adam.Options> f =
                        k -> adam(adam(Adam.Options.DEFAULT, kwargs), k);
                var o = new Adam(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "AdamW" -> {
                Function<JsonNode, AdamW.Options> f =
                        k -> adamW(adamW(AdamW.Options.DEFAULT, kwargs), k);
                var o = new AdamW(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "RMSprop" -> {
                Function<JsonNode, RMSprop.Options> f =
                        k -> rmsProp(rmsProp(RMSprop.Options.DEFAULT, kwargs), k);
                var o = new RMSprop(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Adagrad" -> {
                Function<JsonNode, Adagrad.Options> f =
                        k -> adagrad(adagrad(Adagrad.Options.DEFAULT, kwargs), k);
                var o = new Adagrad(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Adadelta" -> {
                Function<JsonNode, Adadelta.Options> f =
                        k -> adadelta(adadelta(Adadelta.Options.DEFAULT, kwargs), k);
                var o = new Adadelta(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Adamax" -> {
                Function<JsonNode, Adamax.Options> f =
                        k -> adamax(adamax(Adamax.Options.DEFAULT, kwargs), k);
                var o = new Adamax(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "NAdam" -> {
                Function<JsonNode, NAdam.Options> f =
                        k -> nadam(nadam(NAdam.Options.DEFAULT, kwargs), k);
                var o = new NAdam(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "RAdam" -> {
                Function<JsonNode, RAdam.Options> f =
                        k -> radam(radam(RAdam.Options.DEFAULT, kwargs), k);
                var o = new RAdam(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "ASGD" -> {
                Function<JsonNode, ASGD.Options> f =
                        k -> asgd(asgd(ASGD.Options.DEFAULT, kwargs), k);
                var o = new ASGD(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Rprop" -> {
                Function<JsonNode, Rprop.Options> f =
                        k -> rprop(rprop(Rprop.Options.DEFAULT, kwargs), k);
                var o = new Rprop(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Adafactor" -> {
                Function<JsonNode, Adafactor.Options> f =
                        k -> adafactor(adafactor(Adafactor.Options.DEFAULT, kwargs), k);
                var o = new Adafactor(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "Muon" -> {
                Function<JsonNode, Muon.Options> f =
                        k -> muon(muon(Muon.Options.DEFAULT, kwargs), k);
                var o = new Muon(params, f.apply(group));
                yield new Made(
                        o,
                        (p, k) -> {
                            o.addParamGroup(p, f.apply(k));
                            return o;
                        });
            }
            case "LBFGS" -> {
                var o = new LBFGS(params, lbfgs(LBFGS.Options.DEFAULT, kwargs));
                yield new Made(
                        o,
                        (_, _) -> {
                            throw new AssertionError("one group only");
                        });
            }
            default -> throw new AssertionError(name);
        };
    }

    private static AssertionError unknown(Map.Entry<String, JsonNode> e) {
        return new AssertionError("no option for " + e);
    }

    private static double d(Map.Entry<String, JsonNode> e) {
        return e.getValue().asDouble();
    }

    private static boolean b(Map.Entry<String, JsonNode> e) {
        return e.getValue().asBoolean();
    }

    private static double d(Map.Entry<String, JsonNode> e, int i) {
        return e.getValue().get(i).asDouble();
    }

    private static SGD.Options sgd(SGD.Options from, JsonNode kwargs) {
        SGD.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "momentum" -> o.momentum(d(e));
                        case "dampening" -> o.dampening(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "nesterov" -> o.nesterov(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Adam.Options adam(Adam.Options from, JsonNode kwargs) {
        Adam.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "betas" -> o.betas(d(e, 0), d(e, 1));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "amsgrad" -> o.amsgrad(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "decoupled_weight_decay" -> o.decoupledWeightDecay(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static AdamW.Options adamW(AdamW.Options from, JsonNode kwargs) {
        AdamW.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "betas" -> o.betas(d(e, 0), d(e, 1));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "amsgrad" -> o.amsgrad(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static RMSprop.Options rmsProp(RMSprop.Options from, JsonNode kwargs) {
        RMSprop.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "alpha" -> o.alpha(d(e));
                        case "eps" -> o.eps(d(e));
                        case "momentum" -> o.momentum(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "centered" -> o.centered(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Adagrad.Options adagrad(Adagrad.Options from, JsonNode kwargs) {
        Adagrad.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "lr_decay" -> o.lrDecay(d(e));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "initial_accumulator_value" -> o.initialAccumulatorValue(d(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Adadelta.Options adadelta(Adadelta.Options from, JsonNode kwargs) {
        Adadelta.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "rho" -> o.rho(d(e));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Adamax.Options adamax(Adamax.Options from, JsonNode kwargs) {
        Adamax.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "betas" -> o.betas(d(e, 0), d(e, 1));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static NAdam.Options nadam(NAdam.Options from, JsonNode kwargs) {
        NAdam.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "betas" -> o.betas(d(e, 0), d(e, 1));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "momentum_decay" -> o.momentumDecay(d(e));
                        case "decoupled_weight_decay" -> o.decoupledWeightDecay(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static RAdam.Options radam(RAdam.Options from, JsonNode kwargs) {
        RAdam.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "betas" -> o.betas(d(e, 0), d(e, 1));
                        case "eps" -> o.eps(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "decoupled_weight_decay" -> o.decoupledWeightDecay(b(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static ASGD.Options asgd(ASGD.Options from, JsonNode kwargs) {
        ASGD.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "lambd" -> o.lambd(d(e));
                        case "alpha" -> o.alpha(d(e));
                        case "t0" -> o.t0(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Rprop.Options rprop(Rprop.Options from, JsonNode kwargs) {
        Rprop.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "etas" -> o.etas(d(e, 0), d(e, 1));
                        case "step_sizes" -> o.stepSizes(d(e, 0), d(e, 1));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Adafactor.Options adafactor(Adafactor.Options from, JsonNode kwargs) {
        Adafactor.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "beta2_decay" -> o.beta2Decay(d(e));
                        case "eps" -> o.eps(d(e, 0), d(e, 1));
                        case "d" -> o.d(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "maximize" -> o.maximize(b(e));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static Muon.Options muon(Muon.Options from, JsonNode kwargs) {
        Muon.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "weight_decay" -> o.weightDecay(d(e));
                        case "momentum" -> o.momentum(d(e));
                        case "nesterov" -> o.nesterov(b(e));
                        case "ns_steps" -> o.nsSteps((int) d(e));
                        case "adjust_lr_fn" ->
                                o.matchRmsAdamW(e.getValue().asText().equals("match_rms_adamw"));
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }

    private static LBFGS.Options lbfgs(LBFGS.Options from, JsonNode kwargs) {
        LBFGS.Options o = from;
        for (var e : kwargs.properties()) {
            o =
                    switch (e.getKey()) {
                        case "lr" -> o.lr(d(e));
                        case "max_iter" -> o.maxIter((int) d(e));
                        case "max_eval" -> o.maxEval((int) d(e));
                        case "history_size" -> o.historySize((int) d(e));
                        case "tolerance_grad" -> o.toleranceGrad(d(e));
                        case "tolerance_change" -> o.toleranceChange(d(e));
                        case "line_search_fn" -> o.strongWolfe();
                        case "foreach", "fused", "params" -> o;
                        default -> throw unknown(e);
                    };
        }
        return o;
    }
}
