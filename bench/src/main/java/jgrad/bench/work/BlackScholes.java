package jgrad.bench.work;

import static jgrad.bench.Workload.all;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.bench.Inputs;
import jgrad.bench.Target;
import jgrad.bench.Torch;
import jgrad.bench.Workload;

/// Prices of European calls by the formula of Black and Scholes, and five Greeks: the gradients
/// with respect to spot, strike, time, rate and volatility.
public record BlackScholes(int options) implements Workload {
    @Override
    public String family() {
        return "finance";
    }

    @Override
    public String name() {
        return "Black-Scholes, " + options + " options, 5 Greeks";
    }

    @Override
    public Target target() {
        return Target.ratio(1.5);
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    /// The normal distribution's integral.
    private static Tensor normal(Tensor x) {
        return x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
    }

    private static org.bytedeco.pytorch.Tensor normal(org.bytedeco.pytorch.Tensor x) {
        return x.mul(Torch.number(Math.sqrt(0.5)))
                .erf()
                .add(Torch.number(1))
                .mul(Torch.number(0.5));
    }

    @Override
    public Ours ours() {
        Tensor spot = Tensors.fromArray(Inputs.between(1, options, 80, 120)).requiresGrad_();
        Tensor strike = Tensors.fromArray(Inputs.between(2, options, 80, 120)).requiresGrad_();
        Tensor time = Tensors.fromArray(Inputs.between(3, options, 0.1f, 2)).requiresGrad_();
        Tensor rate = Tensors.fromArray(Inputs.between(4, options, 0.01f, 0.05f)).requiresGrad_();
        Tensor sigma = Tensors.fromArray(Inputs.between(5, options, 0.1f, 0.5f)).requiresGrad_();
        return () -> {
            Tensor deviation = sigma.mul(time.sqrt());
            Tensor drift = rate.add(sigma.mul(sigma).mul(0.5)).mul(time);
            Tensor d1 = spot.div(strike).log().add(drift).div(deviation);
            Tensor d2 = d1.sub(deviation);
            Tensor discounted = strike.mul(rate.neg().mul(time).exp());
            Tensor price = spot.mul(normal(d1)).sub(discounted.mul(normal(d2)));
            return all(price, Autograd.grad(price.sum(), spot, strike, time, rate, sigma));
        };
    }

    @Override
    public Theirs theirs() {
        var spot = Torch.leaf(Torch.tensor(Inputs.between(1, options, 80, 120), options));
        var strike = Torch.leaf(Torch.tensor(Inputs.between(2, options, 80, 120), options));
        var time = Torch.leaf(Torch.tensor(Inputs.between(3, options, 0.1f, 2), options));
        var rate = Torch.leaf(Torch.tensor(Inputs.between(4, options, 0.01f, 0.05f), options));
        var sigma = Torch.leaf(Torch.tensor(Inputs.between(5, options, 0.1f, 0.5f), options));
        return () -> {
            var deviation = sigma.mul(time.sqrt());
            var drift = rate.add(sigma.mul(sigma).mul(Torch.number(0.5))).mul(time);
            var d1 = spot.div(strike).log().add(drift).div(deviation);
            var d2 = d1.sub(deviation);
            var discounted = strike.mul(rate.neg().mul(time).exp());
            var price = spot.mul(normal(d1)).sub(discounted.mul(normal(d2)));
            return all(price, Torch.grad(price.sum(), spot, strike, time, rate, sigma));
        };
    }
}
