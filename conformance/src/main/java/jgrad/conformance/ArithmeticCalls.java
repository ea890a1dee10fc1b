package jgrad.conformance;

import static jgrad.conformance.Operation.binary;
import static jgrad.conformance.Operation.number;
import static jgrad.conformance.Operation.op;
import static jgrad.conformance.Operation.unary;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.List;

/// Arithmetic, comparisons and choices.
final class ArithmeticCalls {
    private ArithmeticCalls() {}

    static List<Operation> all() {
        return List.of(
                op("add", ArithmeticCalls::add, ArithmeticCalls::add_),
                op("sub", ArithmeticCalls::sub, ArithmeticCalls::sub_),
                op("rsub", ArithmeticCalls::rsub),
                op("mul", mul(), mul_()),
                op("div", ArithmeticCalls::div, ArithmeticCalls::div_),
                op("true_divide", div(), div_()),
                op("pow", ArithmeticCalls::pow, ArithmeticCalls::pow_),
                op("__radd__", number((a, b) -> b.add(a), Tensor::add, Tensor::add)),
                op("__rsub__", number(Tensor::rsub, Tensor::rsub, Tensor::rsub)),
                op("__rmul__", number((a, b) -> b.mul(a), Tensor::mul, Tensor::mul)),
                op(
                        "__rdiv__",
                        number(ArithmeticCalls::rdiv, ArithmeticCalls::rdiv, (a, b) -> rdiv(a, b))),
                binary("__rpow__", (a, b) -> b.pow(a)),
                unary("neg", Tensor::neg, Tensor::neg_),
                unary("reciprocal", Tensor::reciprocal, Tensor::reciprocal_),
                unary("abs", Tensor::abs, Tensor::abs_),
                unary("sign", Tensor::sign, Tensor::sign_),
                binary("atan2", Tensor::atan2, Tensor::atan2_),
                op("addcmul", scaled(Tensor::addcmul), scaled(Tensor::addcmul_)),
                op("addcdiv", scaled(Tensor::addcdiv), scaled(Tensor::addcdiv_)),
                op("lerp", ArithmeticCalls::lerp, ArithmeticCalls::lerp_),
                binary("maximum", Tensor::maximum),
                binary("minimum", Tensor::minimum),
                op("clamp", ArithmeticCalls::clamp, ArithmeticCalls::clamp_),
                op(
                        "clamp_min",
                        number("min", Tensor::clampMin, Tensor::clampMin, Tensor::clampMin)),
                op(
                        "clamp_max",
                        number("max", Tensor::clampMax, Tensor::clampMax, Tensor::clampMax)),
                op("where", ArithmeticCalls::where),
                op("eq", number(Tensor::eq, Tensor::eq, Tensor::eq)),
                op("ne", number(Tensor::ne, Tensor::ne, Tensor::ne)),
                op("lt", number(Tensor::lt, Tensor::lt, Tensor::lt)),
                op("le", number(Tensor::le, Tensor::le, Tensor::le)),
                op("gt", number(Tensor::gt, Tensor::gt, Tensor::gt)),
                op("ge", number(Tensor::ge, Tensor::ge, Tensor::ge)),
                binary("logical_and", Tensor::logicalAnd),
                binary("logical_or", Tensor::logicalOr),
                binary("logical_xor", Tensor::logicalXor),
                unary("logical_not", Tensor::logicalNot),
                op("masked_fill", ArithmeticCalls::maskedFill, ArithmeticCalls::maskedFill_),
                op("masked_fill_", c -> maskedFill_(c.on(c.self().clone())))
                        .of("input", "mask", "value"),
                unary("detach_mix", x -> x.mul(x.detach())),
                op("clamp_", c -> clamp_(c.on(c.self().clone()))).of("input", "min", "max"),
                op("pow_", c -> pow_(c.on(c.self().clone()))).of("input", "exponent"),
                op("lerp_", c -> lerp_(c.on(c.self().clone()))).of("input", "end", "weight"),
                op("addcmul_", c -> scaled(Tensor::addcmul_).on(c.on(c.self().clone())))
                        .of("input", "tensor1", "tensor2"));
    }

    private static Tensor add(Call c) {
        return c.has("alpha")
                ? c.self().add(c.tensor("other"), c.real("alpha"))
                : number(Tensor::add, Tensor::add, Tensor::add).on(c);
    }

    private static Tensor add_(Call c) {
        return c.has("alpha")
                ? c.self().add_(c.tensor("other"), c.real("alpha"))
                : number(Tensor::add_, Tensor::add_, Tensor::add_).on(c);
    }

    private static Tensor sub(Call c) {
        return c.has("alpha")
                ? c.self().sub(c.tensor("other"), c.real("alpha"))
                : number(Tensor::sub, Tensor::sub, Tensor::sub).on(c);
    }

    private static Tensor sub_(Call c) {
        return c.has("alpha")
                ? c.self().sub_(c.tensor("other"), c.real("alpha"))
                : number(Tensor::sub_, Tensor::sub_, Tensor::sub_).on(c);
    }

    private static Tensor rsub(Call c) {
        if (c.has("alpha")) {
            return c.isTensor("other")
                    ? c.self().rsub(c.tensor("other"), c.real("alpha"))
                    : c.self().rsub(c.real("other"), c.real("alpha"));
        }
        return number(Tensor::rsub, Tensor::rsub, Tensor::rsub).on(c);
    }

    private static Operation.TensorBody mul() {
        return number(Tensor::mul, Tensor::mul, Tensor::mul);
    }

    private static Operation.TensorBody mul_() {
        return number(Tensor::mul_, Tensor::mul_, Tensor::mul_);
    }

    private static Operation.TensorBody div() {
        return number(Tensor::div, Tensor::div, Tensor::div);
    }

    private static Operation.TensorBody div_() {
        return number(Tensor::div_, Tensor::div_, Tensor::div_);
    }

    private static Tensor div(Call c) {
        rounding(c);
        return div().on(c);
    }

    private static Tensor div_(Call c) {
        rounding(c);
        return div_().on(c);
    }

    private static void rounding(Call c) {
        if (c.has("rounding_mode")) {
            throw new NotYet("division that rounds");
        }
    }

    private static Tensor rdiv(Tensor a, Tensor b) {
        return a.reciprocal().mul(b);
    }

    private static Tensor rdiv(Tensor a, double b) {
        return a.reciprocal().mul(b);
    }

    private static Tensor rdiv(Tensor a, long b) {
        return a.reciprocal().mul(b);
    }

    private static Tensor pow(Call c) {
        if (!c.hasSelf()) {
            throw new NotYet("a number to the power of a tensor");
        }
        return number("exponent", Tensor::pow, Tensor::pow, Tensor::pow).on(c);
    }

    private static Tensor pow_(Call c) {
        return number("exponent", Tensor::pow_, Tensor::pow_, Tensor::pow_).on(c);
    }

    private static Tensor lerp(Call c) {
        return c.isTensor("weight")
                ? c.self().lerp(c.tensor("end"), c.tensor("weight"))
                : c.self().lerp(c.tensor("end"), c.real("weight"));
    }

    private static Tensor lerp_(Call c) {
        return c.isTensor("weight")
                ? c.self().lerp_(c.tensor("end"), c.tensor("weight"))
                : c.self().lerp_(c.tensor("end"), c.real("weight"));
    }

    private static boolean whole(Call c) {
        return !(c.has("min") && c.number("min") instanceof Double)
                && !(c.has("max") && c.number("max") instanceof Double);
    }

    private static Tensor clamp(Call c) {
        if (c.isTensor("min") || c.isTensor("max") || !c.has("min") && !c.has("max")) {
            return c.self().clamp(c.tensorOrNull("min"), c.tensorOrNull("max"));
        }
        if (!c.has("max")) {
            return whole(c)
                    ? c.self().clampMin(c.integer("min"))
                    : c.self().clampMin(c.real("min"));
        }
        if (!c.has("min")) {
            return whole(c)
                    ? c.self().clampMax(c.integer("max"))
                    : c.self().clampMax(c.real("max"));
        }
        return whole(c)
                ? c.self().clamp((long) c.integer("min"), c.integer("max"))
                : c.self().clamp(c.real("min"), c.real("max"));
    }

    private static Tensor clamp_(Call c) {
        if (c.isTensor("min") || c.isTensor("max")) {
            throw new NotYet("clamp_ with tensors");
        }
        if (!c.has("max")) {
            return c.self().clampMin_(c.real("min"));
        }
        if (!c.has("min")) {
            return c.self().clampMax_(c.real("max"));
        }
        return whole(c)
                ? c.self().clamp_((long) c.integer("min"), c.integer("max"))
                : c.self().clamp_(c.real("min"), c.real("max"));
    }

    private static Tensor where(Call c) {
        Tensor condition = c.tensor("condition");
        if (!c.has("input")) {
            throw new NotYet("where with a condition alone");
        }
        if (c.isTensor("input") && c.isTensor("other")) {
            return Tensors.where(condition, c.tensor("input"), c.tensor("other"));
        }
        if (c.isTensor("input")) {
            return Tensors.where(condition, c.tensor("input"), c.real("other"));
        }
        if (c.isTensor("other")) {
            return Tensors.where(condition, c.real("input"), c.tensor("other"));
        }
        throw new NotYet("where with two numbers");
    }

    private static Tensor maskedFill(Call c) {
        Tensor mask = c.tensor("mask");
        return c.isTensor("value")
                ? c.self().maskedFill(mask, c.tensor("value"))
                : c.self().maskedFill(mask, c.real("value"));
    }

    private static Tensor maskedFill_(Call c) {
        Tensor mask = c.tensor("mask");
        return c.isTensor("value")
                ? c.self().maskedFill_(mask, c.tensor("value"))
                : c.self().maskedFill_(mask, c.real("value"));
    }

    private interface Scaled {
        Tensor of(Tensor self, Tensor tensor1, Tensor tensor2, double value);
    }

    private static Operation.Body scaled(Scaled f) {
        return c -> f.of(c.self(), c.tensor("tensor1"), c.tensor("tensor2"), c.real("value", 1));
    }
}
