package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Derivatives of a product of reflectors `Q = H_0 ... H_(k-1)`, `H = I - tau v v^T`.
///
/// `dQ = sum of H_0 .. H_(i-1) dH_i H_(i+1) ..`, so with `K_i = H_(i+1) .. g^T H_0 .. H_(i-1)` the
/// gradients are `-tau (K_i v + K_i^T v)` and `-v^T K_i v`. Each `K` follows from the one before by
/// a reflector and the inverse of one, which is `I - sigma v v^T` with `sigma = tau / (tau |v|^2 -
/// 1)`.
final class Reflections {
    private Reflections() {}

    private static Tensor vectors(Tensor input) {
        Tensor lower = input.tril(-1);
        int[] shape = Raw.shape(input);
        int n = Math.min(shape[shape.length - 2], shape[shape.length - 1]);
        int[] ones = Arrays.copyOf(shape, shape.length - 1);
        ones[ones.length - 1] = n;
        Tensor one = Tensors.ones(ones, input.dtype());
        return Ops.apply(new Diagonals.DiagonalScatter(0, -2, -1), lower, one);
    }

    private static Tensor inverses(Tensor v, Tensor tau, int k) {
        Tensor first = v.narrow(-1, 0, k);
        Tensor squares = first.mul(first).sum(new int[] {-2}, false);
        return tau.div(Formulas.minus(tau.mul(squares), 1));
    }

    /// `(I - tau v v^T) K`, or with `K` on the left.
    private static Tensor reflect(Tensor v, Tensor tau, Tensor k, boolean left) {
        Tensor t = tau.unsqueeze(-1);
        return left ? k.sub(t.mul(v).mul(v.mT().matmul(k))) : k.sub(k.matmul(t.mul(v)).mul(v.mT()));
    }

    /// The gradients of the matrix of vectors and of tau; `flipped` takes the reflectors in the
    /// opposite order.
    static @Nullable Tensor[] grads(
            Tensor g, Tensor result, Tensor input, Tensor tau, boolean flipped) {
        if (input.numel() == 0 || tau.numel() == 0) {
            return new @Nullable Tensor[2];
        }
        int k = tau.size(-1);
        Tensor v = vectors(input);
        Tensor sigma = inverses(v, tau, k);
        Tensor product = result.matmul(g.mT());
        var ofV = new Tensor[k];
        var ofTau = new Tensor[k];
        for (int step = 0; step < k; step++) {
            int i = flipped ? k - 1 - step : step;
            product = reflect(v.narrow(-1, i, 1), sigma.narrow(-1, i, 1), product, !flipped);
            if (step > 0) {
                int before = flipped ? i + 1 : i - 1;
                product =
                        reflect(
                                v.narrow(-1, before, 1),
                                tau.narrow(-1, before, 1),
                                product,
                                flipped);
            }
            Tensor vi = v.narrow(-1, i, 1);
            Tensor row = vi.mT().matmul(product);
            Tensor ti = tau.narrow(-1, i, 1).unsqueeze(-1);
            ofV[i] = ti.neg().mul(row).mT().sub(ti.mul(product.matmul(vi)));
            ofTau[i] = row.matmul(vi).neg().squeeze(-1);
        }
        return together(ofV, ofTau, input, tau);
    }

    private static Tensor[] together(Tensor[] ofV, Tensor[] ofTau, Tensor input, Tensor tau) {
        int k = ofV.length;
        boolean lifted = Ops.isLifted(ofV[0]) || Ops.isLifted(ofTau[0]);
        if (!lifted) { // as PyTorch does it, which shows in the nodes
            Tensor gv = Tensors.zerosLike(input);
            Tensor gt = Tensors.zerosLike(tau);
            for (int i = 0; i < k; i++) {
                gv.select(-1, i).copy_(ofV[i].squeeze(-1));
                gt.select(-1, i).copy_(ofTau[i].squeeze(-1));
            }
            return new Tensor[] {Ops.applyInPlace(new Diagonals.Tril(-1), gv), gt};
        }
        var columns = new ArrayList<>(List.of(ofV));
        if (k < input.size(-1)) {
            int[] rest = Raw.shape(input).clone();
            rest[rest.length - 1] -= k;
            columns.add(Constants.zeros(rest, input.dtype()));
        }
        return new Tensor[] {Tensors.cat(columns, -1).tril(-1), Tensors.cat(List.of(ofTau), -1)};
    }

    static Tensor tangent(
            @Nullable Tensor dInput,
            @Nullable Tensor dTau,
            Tensor result,
            Tensor input,
            Tensor tau) {
        int k = tau.size(-1);
        Tensor sum = Tensors.zerosLike(result);
        if (k == 0 || input.numel() == 0) {
            return sum;
        }
        Tensor v = vectors(input);
        Tensor sigma = inverses(v, tau, k);
        Tensor after = result;
        Tensor before = null; // H_0 .. H_(i-1), null for the identity
        for (int i = 0; i < k; i++) {
            Tensor vi = v.narrow(-1, i, 1);
            Tensor ti = tau.narrow(-1, i, 1);
            after = reflect(vi, sigma.narrow(-1, i, 1), after, true);
            Tensor dh = null;
            if (dTau != null) {
                Tensor dt = dTau.narrow(-1, i, 1).unsqueeze(-1);
                dh = dt.mul(vi).mul(vi.mT().matmul(after));
            }
            if (dInput != null) {
                Tensor dv = dInput.tril(-1).narrow(-1, i, 1);
                Tensor t = ti.unsqueeze(-1);
                Tensor both =
                        t.mul(dv)
                                .mul(vi.mT().matmul(after))
                                .add(t.mul(vi).mul(dv.mT().matmul(after)));
                dh = Laws.add(dh, both);
            }
            if (dh != null) {
                sum = sum.sub(before == null ? dh : before.matmul(dh));
            }
            Tensor start = before == null ? identity(v) : before;
            before = reflect(vi, ti, start, false);
        }
        return sum;
    }

    private static Tensor identity(Tensor v) {
        int[] shape = Raw.shape(v);
        int[] ones = Arrays.copyOf(shape, shape.length - 1);
        return Tensors.ones(ones, v.dtype()).diagEmbed();
    }

    /// `Q` with as many columns as rows.
    static Tensor square(Tensor input, Tensor tau) {
        return Ops.apply(Orthogonal.LinalgHouseholderProduct.OP, wide(input), tau);
    }

    static Tensor squareTangent(
            @Nullable Tensor dInput, @Nullable Tensor dTau, Tensor q, Tensor input, Tensor tau) {
        return tangent(dInput == null ? null : wide(dInput), dTau, q, wide(input), tau);
    }

    /// More columns of zeros, or less columns, until the matrix is square.
    private static Tensor wide(Tensor input) {
        int m = input.size(-2);
        int n = input.size(-1);
        if (n >= m) {
            return input.narrow(-1, 0, m);
        }
        int[] rest = Raw.shape(input).clone();
        rest[rest.length - 1] = m - n;
        return Tensors.cat(List.of(input, Constants.zeros(rest, input.dtype())), -1);
    }
}
