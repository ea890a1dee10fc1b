package jgrad;

import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.ops.Arithmetic;
import jgrad.ops.Clamps;
import jgrad.ops.Comparisons.Comparison;
import jgrad.ops.Fused;
import jgrad.ops.Powers;
import jgrad.ops.Selections;

import org.jspecify.annotations.Nullable;

/// Operations on each element: arithmetic, functions, comparisons. Operands broadcast and promote
/// as in PyTorch; a plain number decides the type only if its category (integer, floating) is
/// higher than the tensor's.
public sealed interface Elementwise permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// A half keeps its number in float32, in which it computes.
    private Tensor number(double value) {
        DType type = self().dtype();
        return Constants.number(
                value, type.isFloating() ? type.computeType() : DType.defaultType());
    }

    /// Comparisons are made in the tensor's own type.
    private Tensor bound(double value) {
        DType type = self().dtype();
        return Constants.number(value, type.isFloating() ? type : DType.defaultType());
    }

    private Tensor number(long value) {
        DType type = self().dtype();
        return Constants.number(value, type == DType.BOOL ? DType.INT64 : type);
    }

    // Arithmetic

    /// `self + other`. Torch: `torch.add`.
    default Tensor add(Tensor other) {
        return Ops.apply(Arithmetic.Add.OP, self(), other);
    }

    default Tensor add(double other) {
        return Ops.apply(Arithmetic.Add.OP, self(), number(other));
    }

    default Tensor add(long other) {
        return Ops.apply(Arithmetic.Add.OP, self(), number(other));
    }

    default Tensor add(Number other) {
        return Tensors.isWhole(other) ? add(other.longValue()) : add(other.doubleValue());
    }

    /// `self + alpha * other`. Torch: `torch.add(self, other, alpha=alpha)`.
    default Tensor add(Tensor other, double alpha) {
        return Ops.apply(new Arithmetic.Add(alpha), self(), other);
    }

    /// `self - other`. Torch: `torch.sub`.
    default Tensor sub(Tensor other) {
        return Ops.apply(Arithmetic.Sub.OP, self(), other);
    }

    default Tensor sub(double other) {
        return Ops.apply(Arithmetic.Sub.OP, self(), number(other));
    }

    default Tensor sub(long other) {
        return Ops.apply(Arithmetic.Sub.OP, self(), number(other));
    }

    default Tensor sub(Number other) {
        return Tensors.isWhole(other) ? sub(other.longValue()) : sub(other.doubleValue());
    }

    /// `self - alpha * other`. Torch: `torch.sub(self, other, alpha=alpha)`.
    default Tensor sub(Tensor other, double alpha) {
        return Ops.apply(new Arithmetic.Sub(alpha), self(), other);
    }

    /// `other - self`. Torch: `torch.rsub`.
    default Tensor rsub(Tensor other) {
        return Ops.apply(new Arithmetic.Rsub(1), self(), other);
    }

    default Tensor rsub(double other) {
        return rsub(other, 1);
    }

    default Tensor rsub(long other) {
        return Ops.apply(new Arithmetic.RsubNumber(other, 1), self());
    }

    default Tensor rsub(Number other) {
        return Tensors.isWhole(other) ? rsub(other.longValue()) : rsub(other.doubleValue());
    }

    /// `other - alpha * self`. Torch: `torch.rsub(self, other, alpha=alpha)`.
    default Tensor rsub(Tensor other, double alpha) {
        return Ops.apply(new Arithmetic.Rsub(alpha), self(), other);
    }

    default Tensor rsub(double other, double alpha) {
        return Ops.apply(new Arithmetic.RsubNumber(other, alpha), self());
    }

    /// `self * other`. Torch: `torch.mul`.
    default Tensor mul(Tensor other) {
        return Ops.apply(Arithmetic.Mul.OP, self(), other);
    }

    default Tensor mul(double other) {
        return Ops.apply(Arithmetic.Mul.OP, self(), number(other));
    }

    default Tensor mul(long other) {
        return Ops.apply(Arithmetic.Mul.OP, self(), number(other));
    }

    default Tensor mul(Number other) {
        return Tensors.isWhole(other) ? mul(other.longValue()) : mul(other.doubleValue());
    }

    /// `self / other`, of floating type also for integers. Torch: `torch.div`.
    default Tensor div(Tensor other) {
        return Ops.apply(Arithmetic.Div.OP, self(), other);
    }

    default Tensor div(double other) {
        return Ops.apply(Arithmetic.Div.OP, self(), number(other));
    }

    default Tensor div(long other) {
        return Ops.apply(Arithmetic.Div.OP, self(), number(other));
    }

    default Tensor div(Number other) {
        return Tensors.isWhole(other) ? div(other.longValue()) : div(other.doubleValue());
    }

    /// `-self`. Torch: `torch.neg`.
    default Tensor neg() {
        return Ops.apply(Arithmetic.Neg.OP, self());
    }

    /// The angle of the point with the ordinate `self` and the abscissa `other`. Torch:
    /// `torch.atan2`.
    default Tensor atan2(Tensor other) {
        return Ops.apply(Arithmetic.Atan2.OP, self(), other);
    }

    /// `self + value * tensor1 * tensor2`, in one pass. Of integers the whole part of `value`
    /// counts. Torch: `torch.addcmul`.
    default Tensor addcmul(Tensor tensor1, Tensor tensor2, double value) {
        return Ops.apply(new Fused.Addcmul(value), self(), tensor1, tensor2);
    }

    /// `self + tensor1 * tensor2`, in one pass. Torch: `torch.addcmul`.
    default Tensor addcmul(Tensor tensor1, Tensor tensor2) {
        return addcmul(tensor1, tensor2, 1);
    }

    /// `self + value * tensor1 / tensor2`, in one pass; `tensor1` and `tensor2` are not both
    /// integers. Torch: `torch.addcdiv`.
    default Tensor addcdiv(Tensor tensor1, Tensor tensor2, double value) {
        return Ops.apply(new Fused.Addcdiv(value), self(), tensor1, tensor2);
    }

    /// `self + tensor1 / tensor2`, in one pass. Torch: `torch.addcdiv`.
    default Tensor addcdiv(Tensor tensor1, Tensor tensor2) {
        return addcdiv(tensor1, tensor2, 1);
    }

    /// From `self` at weight 0 to `end` at weight 1: `self + weight * (end - self)`. The two have
    /// one floating-point type. Torch: `torch.lerp`.
    default Tensor lerp(Tensor end, double weight) {
        return Ops.apply(new Fused.LerpNumber(weight), self(), end);
    }

    /// As [#lerp(Tensor, double)], with a weight, of the same type, for each element.
    default Tensor lerp(Tensor end, Tensor weight) {
        return Ops.apply(Fused.Lerp.OP, self(), end, weight);
    }

    /// `self ^ exponent`. Torch: `torch.pow`.
    default Tensor pow(Tensor exponent) {
        return Ops.apply(Powers.Pow.OP, self(), exponent);
    }

    default Tensor pow(double exponent) {
        return Ops.apply(new Powers.PowScalar(exponent), self());
    }

    /// `self ^ exponent`; integers stay integers.
    ///
    /// @throws IllegalArgumentException for an integer tensor and a negative exponent
    default Tensor pow(long exponent) {
        return Ops.apply(new Powers.PowScalar(exponent), self());
    }

    default Tensor pow(Number exponent) {
        return Tensors.isWhole(exponent) ? pow(exponent.longValue()) : pow(exponent.doubleValue());
    }

    // Bounds and choices

    /// `min(max(self, min), max)`. Torch: `torch.clamp`.
    default Tensor clamp(double min, double max) {
        return Ops.apply(new Clamps.Clamp(min, max), self());
    }

    default Tensor clamp(long min, long max) {
        return Ops.apply(new Clamps.Clamp(min, max), self());
    }

    /// `min(max(self, min), max)` with bounds that broadcast; null for none. Torch: `torch.clamp`.
    default Tensor clamp(@Nullable Tensor min, @Nullable Tensor max) {
        return Clamps.clamp(self(), min, max);
    }

    /// `max(self, min)`. Torch: `torch.clamp_min`.
    default Tensor clampMin(double min) {
        return Ops.apply(new Clamps.Clamp(min, null), self());
    }

    default Tensor clampMin(long min) {
        return Ops.apply(new Clamps.Clamp(min, null), self());
    }

    default Tensor clampMin(Number min) {
        return Tensors.isWhole(min) ? clampMin(min.longValue()) : clampMin(min.doubleValue());
    }

    default Tensor clampMin(Tensor min) {
        return Ops.apply(new Clamps.ClampBound(true), self(), min);
    }

    /// `min(self, max)`. Torch: `torch.clamp_max`.
    default Tensor clampMax(double max) {
        return Ops.apply(new Clamps.Clamp(null, max), self());
    }

    default Tensor clampMax(long max) {
        return Ops.apply(new Clamps.Clamp(null, max), self());
    }

    default Tensor clampMax(Number max) {
        return Tensors.isWhole(max) ? clampMax(max.longValue()) : clampMax(max.doubleValue());
    }

    default Tensor clampMax(Tensor max) {
        return Ops.apply(new Clamps.ClampBound(false), self(), max);
    }

    /// `min(max(self, min), max)` with derivative 0 at the bounds. Torch:
    /// `torch.nn.functional.hardtanh`.
    ///
    /// @throws IllegalArgumentException if `min` is greater than `max`
    default Tensor hardtanh(double min, double max) {
        if (min > max) {
            throw new IllegalArgumentException(
                    "min_val cannot be greater than max_val, but they are " + min + " and " + max);
        }
        return Ops.apply(new Clamps.Hardtanh(min, max), self());
    }

    /// The larger of two, NaN if either is; a tie shares the gradient. Torch: `torch.maximum`.
    default Tensor maximum(Tensor other) {
        return Ops.apply(Selections.Maximum.OP, self(), other);
    }

    /// The smaller of two, NaN if either is; a tie shares the gradient. Torch: `torch.minimum`.
    default Tensor minimum(Tensor other) {
        return Ops.apply(Selections.Minimum.OP, self(), other);
    }

    /// `value` where the bool `mask` is true. Torch: `torch.masked_fill`.
    default Tensor maskedFill(Tensor mask, double value) {
        return Ops.apply(new Selections.MaskedFill(value), self(), mask);
    }

    /// The 0-d `value` where the bool `mask` is true. Torch: `torch.masked_fill`.
    default Tensor maskedFill(Tensor mask, Tensor value) {
        return Ops.apply(Selections.MaskedFillTensor.OP, self(), value, mask);
    }

    // Comparisons, giving bool tensors

    /// `self == other`. Torch: `torch.eq`.
    default Tensor eq(Tensor other) {
        return Ops.apply(Comparison.EQ, self(), other);
    }

    default Tensor eq(double other) {
        return Ops.apply(Comparison.EQ, self(), bound(other));
    }

    default Tensor eq(long other) {
        return Ops.apply(Comparison.EQ, self(), number(other));
    }

    default Tensor eq(Number other) {
        return Tensors.isWhole(other) ? eq(other.longValue()) : eq(other.doubleValue());
    }

    /// `self != other`. Torch: `torch.ne`.
    default Tensor ne(Tensor other) {
        return Ops.apply(Comparison.NE, self(), other);
    }

    default Tensor ne(double other) {
        return Ops.apply(Comparison.NE, self(), bound(other));
    }

    default Tensor ne(long other) {
        return Ops.apply(Comparison.NE, self(), number(other));
    }

    default Tensor ne(Number other) {
        return Tensors.isWhole(other) ? ne(other.longValue()) : ne(other.doubleValue());
    }

    /// `self < other`. Torch: `torch.lt`.
    default Tensor lt(Tensor other) {
        return Ops.apply(Comparison.LT, self(), other);
    }

    default Tensor lt(double other) {
        return Ops.apply(Comparison.LT, self(), bound(other));
    }

    default Tensor lt(long other) {
        return Ops.apply(Comparison.LT, self(), number(other));
    }

    default Tensor lt(Number other) {
        return Tensors.isWhole(other) ? lt(other.longValue()) : lt(other.doubleValue());
    }

    /// `self <= other`. Torch: `torch.le`.
    default Tensor le(Tensor other) {
        return Ops.apply(Comparison.LE, self(), other);
    }

    default Tensor le(double other) {
        return Ops.apply(Comparison.LE, self(), bound(other));
    }

    default Tensor le(long other) {
        return Ops.apply(Comparison.LE, self(), number(other));
    }

    default Tensor le(Number other) {
        return Tensors.isWhole(other) ? le(other.longValue()) : le(other.doubleValue());
    }

    /// `self > other`. Torch: `torch.gt`.
    default Tensor gt(Tensor other) {
        return Ops.apply(Comparison.GT, self(), other);
    }

    default Tensor gt(double other) {
        return Ops.apply(Comparison.GT, self(), bound(other));
    }

    default Tensor gt(long other) {
        return Ops.apply(Comparison.GT, self(), number(other));
    }

    default Tensor gt(Number other) {
        return Tensors.isWhole(other) ? gt(other.longValue()) : gt(other.doubleValue());
    }

    /// `self >= other`. Torch: `torch.ge`.
    default Tensor ge(Tensor other) {
        return Ops.apply(Comparison.GE, self(), other);
    }

    default Tensor ge(double other) {
        return Ops.apply(Comparison.GE, self(), bound(other));
    }

    default Tensor ge(long other) {
        return Ops.apply(Comparison.GE, self(), number(other));
    }

    default Tensor ge(Number other) {
        return Tensors.isWhole(other) ? ge(other.longValue()) : ge(other.doubleValue());
    }

    /// Torch: `torch.logical_and`.
    default Tensor logicalAnd(Tensor other) {
        return Ops.apply(Comparison.LOGICAL_AND, self(), other);
    }

    /// Torch: `torch.logical_or`.
    default Tensor logicalOr(Tensor other) {
        return Ops.apply(Comparison.LOGICAL_OR, self(), other);
    }

    /// Torch: `torch.logical_xor`.
    default Tensor logicalXor(Tensor other) {
        return Ops.apply(Comparison.LOGICAL_XOR, self(), other);
    }

    /// True where the element is zero. Torch: `torch.logical_not`.
    default Tensor logicalNot() {
        return eq(0L);
    }
}
