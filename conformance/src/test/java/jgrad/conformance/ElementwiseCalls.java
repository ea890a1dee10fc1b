package jgrad.conformance;

import static jgrad.conformance.Operation.binary;
import static jgrad.conformance.Operation.call;
import static jgrad.conformance.Operation.unary;

import jgrad.Tensor;
import jgrad.Tensors;

import java.util.List;

/// Arithmetic, functions, comparisons and choices.
final class ElementwiseCalls {
    private ElementwiseCalls() {}

    static List<Operation> all() {
        return List.of(
                call("add", ElementwiseCalls::add, ElementwiseCalls::add_),
                call("sub", ElementwiseCalls::sub, ElementwiseCalls::sub_),
                call("rsub", ElementwiseCalls::rsub),
                call("__rsub__", binary(Tensor::rsub)),
                call("__radd__", binary((a, b) -> b.add(a))),
                call("__rmul__", binary((a, b) -> b.mul(a))),
                call("__rdiv__", binary((a, b) -> a.reciprocal().mul(b))),
                call("__rpow__", binary((a, b) -> b.detach().pow(a))),
                call(
                        "mul",
                        binary(Tensor::mul, Tensor::mul, Tensor::mul),
                        binary(Tensor::mul_, Tensor::mul_, Tensor::mul_)),
                call(
                        "div__no_rounding_mode",
                        binary(Tensor::div, Tensor::div, Tensor::div),
                        binary(Tensor::div_, Tensor::div_, Tensor::div_)),
                call(
                        "true_divide",
                        binary(Tensor::div, Tensor::div, Tensor::div),
                        binary(Tensor::div_, Tensor::div_, Tensor::div_)),
                call(
                        "pow",
                        binary(Tensor::pow, Tensor::pow, Tensor::pow),
                        binary(Tensor::pow_, Tensor::pow_, Tensor::pow_)),
                unary("neg", Tensor::neg, Tensor::neg_),
                unary("reciprocal", Tensor::reciprocal, Tensor::reciprocal_),
                unary("exp", Tensor::exp, Tensor::exp_),
                unary("log", Tensor::log, Tensor::log_),
                unary("sqrt", Tensor::sqrt, Tensor::sqrt_),
                unary("sin", Tensor::sin, Tensor::sin_),
                unary("cos", Tensor::cos, Tensor::cos_),
                unary("tanh", Tensor::tanh, Tensor::tanh_),
                unary("sigmoid", Tensor::sigmoid, Tensor::sigmoid_),
                unary("nn.functional.relu", Tensor::relu, Tensor::relu_),
                unary("abs", Tensor::abs, Tensor::abs_),
                unary("sign", Tensor::sign, Tensor::sign_),
                call(
                        "clamp",
                        c -> c.self().clamp(c.tensorOrNull(1, "min"), c.tensorOrNull(2, "max"))),
                call("clamp_min", ElementwiseCalls::clampMin),
                call("clamp_max", ElementwiseCalls::clampMax),
                call("atan2", binary(Tensor::atan2), binary(Tensor::atan2_)),
                call("addcmul", scaled(Tensor::addcmul), scaled(Tensor::addcmul_)),
                call("addcdiv", scaled(Tensor::addcdiv), scaled(Tensor::addcdiv_)),
                call(
                        "lerp",
                        c ->
                                c.isTensor(2, "weight")
                                        ? c.self().lerp(c.tensor(1, "end"), c.tensor(2, "weight"))
                                        : c.self().lerp(c.tensor(1, "end"), c.real(2, "weight", 0)),
                        c ->
                                c.isTensor(2, "weight")
                                        ? c.self().lerp_(c.tensor(1, "end"), c.tensor(2, "weight"))
                                        : c.self()
                                                .lerp_(c.tensor(1, "end"), c.real(2, "weight", 0))),
                call(
                        "nn.functional.hardtanh",
                        c -> c.self().hardtanh(c.real(1, "min_val", -1), c.real(2, "max_val", 1))),
                call("maximum", binary(Tensor::maximum)),
                call("minimum", binary(Tensor::minimum)),
                call("max__binary", binary(Tensor::maximum)),
                call("min__binary", binary(Tensor::minimum)),
                call("where", ElementwiseCalls::where),
                call("eq", binary(Tensor::eq, Tensor::eq, Tensor::eq)),
                call("ne", binary(Tensor::ne, Tensor::ne, Tensor::ne)),
                call("lt", binary(Tensor::lt, Tensor::lt, Tensor::lt)),
                call("le", binary(Tensor::le, Tensor::le, Tensor::le)),
                call("gt", binary(Tensor::gt, Tensor::gt, Tensor::gt)),
                call("ge", binary(Tensor::ge, Tensor::ge, Tensor::ge)),
                call("logical_and", binary(Tensor::logicalAnd)),
                call("logical_or", binary(Tensor::logicalOr)),
                call("logical_xor", binary(Tensor::logicalXor)),
                unary("logical_not", Tensor::logicalNot),
                call("masked_fill", ElementwiseCalls::maskedFill, ElementwiseCalls::maskedFill_),
                call("masked_fill_", c -> maskedFill_(c.on(c.self().clone()))),
                call("mul_same_tensor", binary(Tensor::mul)),
                call("detach_mix", c -> c.self().mul(c.self().detach())));
    }

    private static Tensor add(Call c) {
        return c.has(2, "alpha")
                ? c.self().add(c.tensor(1, "other"), c.real(2, "alpha", 1))
                : (Tensor) binary(Tensor::add, Tensor::add, Tensor::add).on(c);
    }

    private static Tensor add_(Call c) {
        return c.has(2, "alpha")
                ? c.self().add_(c.tensor(1, "other"), c.real(2, "alpha", 1))
                : (Tensor) binary(Tensor::add_, Tensor::add_, Tensor::add_).on(c);
    }

    private static Tensor sub(Call c) {
        return c.has(2, "alpha")
                ? c.self().sub(c.tensor(1, "other"), c.real(2, "alpha", 1))
                : (Tensor) binary(Tensor::sub, Tensor::sub, Tensor::sub).on(c);
    }

    private static Tensor sub_(Call c) {
        return c.has(2, "alpha")
                ? c.self().sub_(c.tensor(1, "other"), c.real(2, "alpha", 1))
                : (Tensor) binary(Tensor::sub_, Tensor::sub_, Tensor::sub_).on(c);
    }

    private static Tensor rsub(Call c) {
        return c.has(2, "alpha")
                ? c.self().rsub(c.tensor(1, "other"), c.real(2, "alpha", 1))
                : (Tensor) binary(Tensor::rsub, Tensor::rsub, Tensor::rsub).on(c);
    }

    private static Tensor clampMin(Call c) {
        return (Tensor) binary(Tensor::clampMin, Tensor::clampMin, Tensor::clampMin).on(c);
    }

    private static Tensor clampMax(Call c) {
        return (Tensor) binary(Tensor::clampMax, Tensor::clampMax, Tensor::clampMax).on(c);
    }

    private static Tensor where(Call c) {
        Tensor condition = c.tensor(0, "condition");
        Tensor self = c.tensor(1, "input");
        if (c.isTensor(2, "other")) {
            return Tensors.where(condition, self, c.tensor(2, "other"));
        }
        return Tensors.where(condition, self, c.number(2, "other").doubleValue());
    }

    private static Tensor maskedFill(Call c) {
        Tensor mask = c.tensor(1, "mask");
        return c.isTensor(2, "value")
                ? c.self().maskedFill(mask, c.tensor(2, "value"))
                : c.self().maskedFill(mask, c.number(2, "value").doubleValue());
    }

    private static Tensor maskedFill_(Call c) {
        Tensor mask = c.tensor(1, "mask");
        return c.isTensor(2, "value")
                ? c.self().maskedFill_(mask, c.tensor(2, "value"))
                : c.self().maskedFill_(mask, c.number(2, "value").doubleValue());
    }

    private interface Scaled {
        Tensor of(Tensor self, Tensor tensor1, Tensor tensor2, double value);
    }

    private static Operation.Body scaled(Scaled f) {
        return c ->
                f.of(
                        c.self(),
                        c.tensor(1, "tensor1"),
                        c.tensor(2, "tensor2"),
                        c.real(3, "value", 1));
    }
}
