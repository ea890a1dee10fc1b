package jgrad.conformance;

import static jgrad.conformance.Operation.unary;

import jgrad.Tensor;

import java.util.List;

/// Functions of one variable, element by element.
final class FunctionCalls {
    private FunctionCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("exp", Tensor::exp, Tensor::exp_),
                unary("log", Tensor::log, Tensor::log_),
                unary("sqrt", Tensor::sqrt, Tensor::sqrt_),
                unary("sin", Tensor::sin, Tensor::sin_),
                unary("cos", Tensor::cos, Tensor::cos_),
                unary("tanh", Tensor::tanh, Tensor::tanh_),
                unary("erf", Tensor::erf),
                unary("sigmoid", Tensor::sigmoid, Tensor::sigmoid_));
    }
}
