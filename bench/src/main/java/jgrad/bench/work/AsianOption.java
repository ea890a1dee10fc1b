package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

/// The price of a call on the average over a path, from given paths, and its gradients with respect
/// to spot, rate and volatility.
public record AsianOption(int paths, int steps) implements Workload {
    private static final double STRIKE = 100;

    /// Of numbers spread evenly over [-sqrt(3), sqrt(3)) the variance is 1.
    private static final float DEVIATE = 1.7320508f;

    @Override
    public String family() {
        return "finance";
    }

    @Override
    public String name() {
        return "Asian option, " + paths + " paths x " + steps + " steps";
    }

    @Override
    public Target target() {
        return Target.ratio(1.5);
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Ours ours() {
        Tensor z = Inputs.ours(DEVIATE, 1, paths, steps);
        Tensor spot = Tensors.tensor(100.0).requiresGrad_();
        Tensor rate = Tensors.tensor(0.03).requiresGrad_();
        Tensor sigma = Tensors.tensor(0.2).requiresGrad_();
        double dt = 1.0 / steps;
        return () -> {
            Tensor drift = rate.sub(sigma.mul(sigma).mul(0.5)).mul(dt);
            Tensor path = z.mul(sigma.mul(Math.sqrt(dt))).add(drift).cumsum(1).exp().mul(spot);
            Tensor payoff = path.mean(1).sub(STRIKE).relu();
            Tensor price = payoff.mean().mul(rate.neg().exp());
            return all(price, Autograd.grad(price, spot, rate, sigma));
        };
    }

    @Override
    public Theirs theirs() {
        var z = Inputs.theirs(DEVIATE, 1, paths, steps);
        var spot = Torch.leaf(Torch.scalar(100));
        var rate = Torch.leaf(Torch.scalar(0.03));
        var sigma = Torch.leaf(Torch.scalar(0.2));
        double dt = 1.0 / steps;
        return () -> {
            var drift = rate.sub(sigma.mul(sigma).mul(Torch.number(0.5))).mul(Torch.number(dt));
            var path =
                    z.mul(sigma.mul(Torch.number(Math.sqrt(dt))))
                            .add(drift)
                            .cumsum(1)
                            .exp()
                            .mul(spot);
            var payoff = path.mean(1).sub(Torch.number(STRIKE)).relu();
            var price = payoff.mean().mul(rate.neg().exp());
            return all(price, Torch.grad(price, spot, rate, sigma));
        };
    }
}
