package jgrad.bench.work;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import jgrad.bench.Inputs;
import jgrad.bench.Measured;
import jgrad.bench.OfficialTorch;
import jgrad.bench.Target;

import java.util.function.Supplier;

/// [Gemm] beside the official build, whose BLAS is MKL.
public record OfficialGemm(Gemm gemm) implements Measured {
    @Override
    public String family() {
        return gemm.family();
    }

    @Override
    public String name() {
        return gemm.name() + " beside the official build";
    }

    @Override
    public Target target() {
        return Target.ratio(1.8);
    }

    @Override
    public boolean records() {
        return gemm.records();
    }

    @Override
    public Ours ours() {
        return gemm.ours();
    }

    @Override
    public Library library() {
        return Library.OFFICIAL_BUILD;
    }

    @Override
    public Peer peer(int threads) {
        return new OfficialTorch(threads, this::theirs);
    }

    private Supplier<NDArray> theirs(NDManager manager) {
        NDArray a = matrix(manager, 1);
        NDArray b = matrix(manager, 2);
        NDArray left = gemm.form() == Gemm.Form.TN ? a.transpose() : a;
        NDArray right = gemm.form() == Gemm.Form.NT ? b.transpose() : b;
        return () -> left.matMul(right);
    }

    private NDArray matrix(NDManager manager, int seed) {
        int n = gemm.n();
        return manager.create(Inputs.floats(seed, n * n), new Shape(n, n));
    }
}
