package jgrad.bench;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.autograd.Gradients;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// What one operation on one number costs, forward and backward, by JMH.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScalarOperations {
    private static final int CHAIN = 1000;

    private final Tensor x = Tensors.tensor(0.5).requiresGrad_();
    private final Tensor factor = Tensors.tensor(1.001);
    private final Tensor chain = chain();
    private final GradOptions again = Autograd.retainGraph();

    /// Public for JMH, which makes a subclass.
    public ScalarOperations() {}

    private Tensor chain() {
        Tensor y = x;
        for (int i = 0; i < CHAIN; i++) {
            y = y.mul(factor);
        }
        return y;
    }

    /// One multiplication that is recorded, with its result.
    @Benchmark
    public Tensor record() {
        return x.mul(factor);
    }

    /// A node's part of a backward pass, and what it computes there.
    @Benchmark
    @OperationsPerInvocation(CHAIN)
    public Gradients backward() {
        return Autograd.grad(chain, List.of(x), again);
    }
}
