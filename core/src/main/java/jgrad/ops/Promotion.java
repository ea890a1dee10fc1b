package jgrad.ops;

import jgrad.DType;
import jgrad.DType.Kind;

import org.jspecify.annotations.Nullable;

/// The element type in which operands of different types meet.
///
/// Operands count in three classes: tensors with dimensions, zero-dimensional tensors, and numbers
/// of the program. The types within a class are promoted as [DType#promote(DType, DType)] does; a
/// lower class then adds to a higher one only if it is of a higher kind. So a float16 row times a
/// zero-dimensional float64 stays float16, while an int64 row times either becomes floating-point.
///
/// Torch: `torch.result_type`.
public final class Promotion {
    private @Nullable DType dimensioned;
    private @Nullable DType zeroDim;
    private @Nullable DType number;

    /// Adds a tensor to the operands.
    public Promotion tensor(DType type, boolean isZeroDim) {
        if (isZeroDim) {
            zeroDim = promote(zeroDim, type);
        } else {
            dimensioned = promote(dimensioned, type);
        }
        return this;
    }

    /// Adds a number to the operands.
    public Promotion number(Kind kind) {
        number = promote(number, typeOfNumber(kind));
        return this;
    }

    /// The type of the result.
    ///
    /// @throws IllegalStateException if there were no operands
    public DType result() {
        DType result = combine(dimensioned, combine(zeroDim, number));
        if (result == null) {
            throw new IllegalStateException(
                    "result type of no operands: add a tensor or a number first");
        }
        return result;
    }

    /// The type of an operation on two tensors.
    public static DType result(DType a, boolean aIsZeroDim, DType b, boolean bIsZeroDim) {
        if (a == b) {
            return a;
        }
        if (aIsZeroDim == bIsZeroDim) {
            return DType.promote(a, b);
        }
        return aIsZeroDim ? raise(b, a) : raise(a, b);
    }

    /// The type of an operation on a tensor, of any number of dimensions, and a number.
    public static DType withNumber(DType tensor, Kind number) {
        return raise(tensor, typeOfNumber(number));
    }

    /// The type a tensor made from a number has.
    public static DType typeOfNumber(Kind kind) {
        return switch (kind) {
            case BOOL -> DType.BOOL;
            case INTEGER -> DType.INT64;
            case FLOATING -> DType.defaultType();
        };
    }

    /// The type of an operation that only makes sense on real numbers, as `sqrt` or true division.
    public static DType toFloating(DType type) {
        return type.isFloating() ? type : DType.defaultType();
    }

    /// Whether values may be stored as `to` without leaving their kind for a lower one.
    ///
    /// Torch: `torch.can_cast`.
    public static boolean canCast(DType from, DType to) {
        return DType.canCast(from, to);
    }

    /// Checks that the result of an operation may be written into an existing tensor.
    ///
    /// @throws IllegalArgumentException with PyTorch's text if it may not
    public static void checkCast(DType result, DType output) {
        if (!canCast(result, output)) {
            throw new IllegalArgumentException(
                    "result type "
                            + result.scalarName()
                            + " can't be cast to the desired output type "
                            + output.scalarName());
        }
    }

    private static DType promote(@Nullable DType a, DType b) {
        return a == null ? b : DType.promote(a, b);
    }

    private static @Nullable DType combine(@Nullable DType higher, @Nullable DType lower) {
        return higher == null ? lower : lower == null ? higher : raise(higher, lower);
    }

    private static DType raise(DType higher, DType lower) {
        return lower.kind().compareTo(higher.kind()) > 0 ? lower : higher;
    }
}
