package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.linalg.Solves;
import jgrad.storage.Raw;

import java.util.Arrays;

/// What operations of linear algebra ask of their arguments, in PyTorch's words.
final class LinalgChecks {
    private LinalgChecks() {}

    static void floating(String name, Tensor a) {
        if (!a.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    name
                            + ": Expected a floating point or complex tensor as input. Got "
                            + a.dtype().scalarName());
        }
        if (a.dtype() == DType.FLOAT16 || a.dtype() == DType.BFLOAT16) {
            throw new IllegalArgumentException(
                    name + ": Low precision dtypes not supported. Got " + a.dtype().scalarName());
        }
    }

    static void matrix(String name, String argument, Tensor a) {
        if (a.dim() < 2) {
            throw new IllegalArgumentException(
                    name + ": The input tensor " + argument + " must have at least 2 dimensions.");
        }
    }

    static void square(String name, String argument, Tensor a) {
        matrix(name, argument, a);
        int[] shape = Raw.shape(a);
        int m = shape[shape.length - 2];
        int n = shape[shape.length - 1];
        if (m != n) {
            throw new IllegalArgumentException(
                    name
                            + ": "
                            + argument
                            + " must be batches of square matrices, but they are "
                            + m
                            + " by "
                            + n
                            + " matrices");
        }
    }

    static void sameType(String name, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    name
                            + ": Expected A and B to have the same dtype, but found A of type "
                            + a.dtype().scalarName()
                            + " and B of type "
                            + b.dtype().scalarName()
                            + " instead");
        }
    }

    /// Whether the right side of `A X = B` is a vector, or a batch of vectors.
    static boolean isVector(int[] a, int[] b) {
        return b.length == 1
                || b.length == a.length - 1 && Arrays.equals(b, Arrays.copyOf(a, a.length - 1));
    }

    static boolean isVector(Tensor a, Tensor b) {
        return isVector(Raw.shape(a), Raw.shape(b));
    }

    static void solvable(String name, Tensor a, Tensor b, boolean left) {
        matrix(name, "B", b);
        int n = Raw.shape(a)[a.dim() - 1];
        int rows = Raw.shape(b)[b.dim() - (left ? 2 : 1)];
        if (n != rows) {
            throw new IllegalArgumentException(
                    name
                            + ": Incompatible shapes of A and B for the equation "
                            + (left ? "AX = B" : "XA = B")
                            + " ("
                            + sizes(a)
                            + " and "
                            + sizes(b)
                            + ")");
        }
    }

    private static String sizes(Tensor t) {
        int[] shape = Raw.shape(t);
        return shape[shape.length - 2] + "x" + shape[shape.length - 1];
    }

    /// Throws if a code says that a matrix is singular.
    static void nonSingular(String name, Tensor info) {
        failure(
                name,
                info,
                code ->
                        name.equals("torch.linalg.solve")
                                ? "The solver failed because the input matrix is singular."
                                : "The diagonal element "
                                        + code
                                        + " is zero, the inversion could not be completed because"
                                        + " the input matrix is singular.");
    }

    static void positiveDefinite(String name, Tensor info) {
        failure(
                name,
                info,
                code ->
                        "The factorization could not be completed because the input is not"
                                + " positive-definite (the leading minor of order "
                                + code
                                + " is not positive-definite).");
    }

    interface Message {
        String of(int code);
    }

    static void failure(String name, Tensor info, Message message) {
        int i = Solves.firstFailure(info);
        if (i >= 0) {
            int code = Raw.ints(info)[Raw.offset(info) + i];
            String where = info.dim() == 0 ? "" : "(Batch element " + i + "): ";
            throw new IllegalArgumentException(name + ": " + where + message.of(code));
        }
    }
}
