// What an option is worth, and how that changes with the market, for many options at once.
//
//     ./jgrad run examples/Greeks.java

import static jgrad.Tensors.*;
import static jgrad.autograd.Autograd.*;

import module jgrad.core;

/// Black and Scholes' price of the right to buy at `strike` after `years`.
Tensor call(Tensor spot, Tensor strike, Tensor volatility, double rate, double years) {
    var spread = volatility.mul(Math.sqrt(years));
    var d1 =
            log(spot.div(strike))
                    .add(volatility.pow(2).mul(years / 2).add(rate * years))
                    .div(spread);
    var d2 = d1.sub(spread);
    return spot.mul(phi(d1)).sub(strike.mul(Math.exp(-rate * years)).mul(phi(d2)));
}

/// The normal distribution's share below x.
Tensor phi(Tensor x) {
    return x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
}

void main() {
    var strike = tensor(new double[] {80, 90, 100, 110, 120}, DType.FLOAT64);
    var spot = full(new int[] {5}, 100, DType.FLOAT64).requiresGrad_();
    var volatility = full(new int[] {5}, 0.2, DType.FLOAT64).requiresGrad_();

    var price = call(spot, strike, volatility, 0.05, 1.0);

    // No option's price depends on another's spot, so the gradient of the sum holds each one's own.
    var inputs = List.of(spot, volatility);
    var first = grad(price.sum(), inputs, createGraph());
    var delta = first.get(0);
    var vega = first.get(1);
    var gamma = grad(delta.sum(), spot);

    IO.println("strike    price   delta    gamma     vega");
    for (int i = 0; i < 5; i++) {
        IO.println(
                "%6.0f %8.4f %7.4f %8.5f %8.4f"
                        .formatted(
                                strike.at(i).toDouble(),
                                price.at(i).toDouble(),
                                delta.at(i).toDouble(),
                                gamma.at(i).toDouble(),
                                vega.at(i).toDouble()));
    }
}
