void main() {
    var w = tensor(2.0).requiresGrad_();
    var loss = relu(w.mul(tensor(3.0)).add(1)).sum();
    try (var _ = noGrad()) {
        IO.println(w.mul(2));
    }
    loss.backward();
    IO.println(loss + " " + w.grad());
}
