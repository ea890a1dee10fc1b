package jgrad.bench;

import static jgrad.Tensors.tensor;

/// A program that ends with its first gradient, in jgrad.
final class FirstGradient {
    private FirstGradient() {}

    public static void main(String[] args) {
        var w = tensor(2.0).requiresGrad_();
        w.mul(tensor(3.0)).add(tensor(1.0)).relu().backward();
        System.out.println(w.grad());
    }
}
