package jgrad;

import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.ops.Arithmetic;
import jgrad.ops.Clamps;
import jgrad.ops.Copies;
import jgrad.ops.Fused;
import jgrad.ops.Powers;
import jgrad.ops.Selections;

/// Operations that write over this tensor and return it. They keep PyTorch's underscore.
///
/// The result must fit: neither a larger shape nor a higher category of type. While gradients are
/// recorded, a leaf that requires them, or a view of one, refuses to be written to. A refused
/// operation leaves the tensor as it was.
public sealed interface InPlaceOps permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor number(double value) {
        return Constants.number(
                value,
                self().dtype().isFloating() ? self().dtype().computeType() : DType.defaultType());
    }

    private Tensor number(long value) {
        DType type = self().dtype();
        return Constants.number(value, type == DType.BOOL ? DType.INT64 : type);
    }

    default Tensor add_(Tensor other) {
        return Ops.applyInPlace(Arithmetic.Add.OP, self(), other);
    }

    default Tensor add_(double other) {
        return Ops.applyInPlace(Arithmetic.Add.OP, self(), number(other));
    }

    default Tensor add_(long other) {
        return Ops.applyInPlace(Arithmetic.Add.OP, self(), number(other));
    }

    default Tensor add_(Number other) {
        return Tensors.isWhole(other) ? add_(other.longValue()) : add_(other.doubleValue());
    }

    /// `self += alpha * other`
    default Tensor add_(Tensor other, double alpha) {
        return Ops.applyInPlace(new Arithmetic.Add(alpha), self(), other);
    }

    default Tensor sub_(Tensor other) {
        return Ops.applyInPlace(Arithmetic.Sub.OP, self(), other);
    }

    default Tensor sub_(double other) {
        return Ops.applyInPlace(Arithmetic.Sub.OP, self(), number(other));
    }

    default Tensor sub_(long other) {
        return Ops.applyInPlace(Arithmetic.Sub.OP, self(), number(other));
    }

    default Tensor sub_(Number other) {
        return Tensors.isWhole(other) ? sub_(other.longValue()) : sub_(other.doubleValue());
    }

    /// `self -= alpha * other`
    default Tensor sub_(Tensor other, double alpha) {
        return Ops.applyInPlace(new Arithmetic.Sub(alpha), self(), other);
    }

    default Tensor mul_(Tensor other) {
        return Ops.applyInPlace(Arithmetic.Mul.OP, self(), other);
    }

    default Tensor mul_(double other) {
        return Ops.applyInPlace(Arithmetic.Mul.OP, self(), number(other));
    }

    default Tensor mul_(long other) {
        return Ops.applyInPlace(Arithmetic.Mul.OP, self(), number(other));
    }

    default Tensor mul_(Number other) {
        return Tensors.isWhole(other) ? mul_(other.longValue()) : mul_(other.doubleValue());
    }

    default Tensor div_(Tensor other) {
        return Ops.applyInPlace(Arithmetic.Div.OP, self(), other);
    }

    default Tensor div_(double other) {
        return Ops.applyInPlace(Arithmetic.Div.OP, self(), number(other));
    }

    default Tensor div_(long other) {
        return Ops.applyInPlace(Arithmetic.Div.OP, self(), number(other));
    }

    default Tensor div_(Number other) {
        return Tensors.isWhole(other) ? div_(other.longValue()) : div_(other.doubleValue());
    }

    default Tensor pow_(double exponent) {
        return Ops.applyInPlace(new Powers.PowScalar(exponent), self());
    }

    default Tensor pow_(long exponent) {
        return Ops.applyInPlace(new Powers.PowScalar(exponent), self());
    }

    default Tensor pow_(Number exponent) {
        return Tensors.isWhole(exponent)
                ? pow_(exponent.longValue())
                : pow_(exponent.doubleValue());
    }

    default Tensor pow_(Tensor exponent) {
        return Ops.applyInPlace(Powers.Pow.OP, self(), exponent);
    }

    default Tensor atan2_(Tensor other) {
        return Ops.applyInPlace(Arithmetic.Atan2.OP, self(), other);
    }

    /// `self += value * tensor1 * tensor2`, in one pass. Torch: `Tensor.addcmul_`.
    default Tensor addcmul_(Tensor tensor1, Tensor tensor2, double value) {
        return Ops.applyInPlace(new Fused.Addcmul(value), self(), tensor1, tensor2);
    }

    default Tensor addcmul_(Tensor tensor1, Tensor tensor2) {
        return addcmul_(tensor1, tensor2, 1);
    }

    /// `self += value * tensor1 / tensor2`, in one pass. Torch: `Tensor.addcdiv_`.
    default Tensor addcdiv_(Tensor tensor1, Tensor tensor2, double value) {
        return Ops.applyInPlace(new Fused.Addcdiv(value), self(), tensor1, tensor2);
    }

    default Tensor addcdiv_(Tensor tensor1, Tensor tensor2) {
        return addcdiv_(tensor1, tensor2, 1);
    }

    /// `self += weight * (end - self)`, in one pass: a running mean. Torch: `Tensor.lerp_`.
    default Tensor lerp_(Tensor end, double weight) {
        return Ops.applyInPlace(new Fused.LerpNumber(weight), self(), end);
    }

    default Tensor lerp_(Tensor end, Tensor weight) {
        return Ops.applyInPlace(Fused.Lerp.OP, self(), end, weight);
    }

    default Tensor neg_() {
        return Ops.applyInPlace(Arithmetic.Neg.OP, self());
    }

    default Tensor clamp_(double min, double max) {
        return Ops.applyInPlace(new Clamps.Clamp(min, max), self());
    }

    default Tensor clamp_(long min, long max) {
        return Ops.applyInPlace(new Clamps.Clamp(min, max), self());
    }

    default Tensor clampMin_(double min) {
        return Ops.applyInPlace(new Clamps.Clamp(min, null), self());
    }

    default Tensor clampMax_(double max) {
        return Ops.applyInPlace(new Clamps.Clamp(null, max), self());
    }

    default Tensor maskedFill_(Tensor mask, double value) {
        return Ops.applyInPlace(new Selections.MaskedFill(value), self(), mask);
    }

    default Tensor maskedFill_(Tensor mask, Tensor value) {
        return Ops.applyInPlace(Selections.MaskedFillTensor.OP, self(), value, mask);
    }

    /// Zeros everywhere. Torch: `tensor.zero_()`.
    default Tensor zero_() {
        return Ops.applyInPlace(Copies.Zero.OP, self());
    }

    /// A number everywhere. Torch: `tensor.fill_()`.
    default Tensor fill_(double value) {
        return Ops.applyInPlace(new Copies.Fill(value, 2), self());
    }

    default Tensor fill_(long value) {
        return Ops.applyInPlace(new Copies.Fill(value, 2), self());
    }

    default Tensor fill_(Number value) {
        return Tensors.isWhole(value) ? fill_(value.longValue()) : fill_(value.doubleValue());
    }

    /// The elements of `src`, broadcast and converted. Torch: `tensor.copy_()`.
    default Tensor copy_(Tensor src) {
        return Ops.applyInPlace(Copies.Copy.OP, self(), src);
    }
}
