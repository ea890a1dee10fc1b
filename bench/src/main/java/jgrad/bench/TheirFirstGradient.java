package jgrad.bench;

/// What [FirstGradient] is, in libtorch.
final class TheirFirstGradient {
    private TheirFirstGradient() {}

    public static void main(String[] args) {
        var w = Torch.leaf(Torch.scalar(2));
        w.mul(Torch.scalar(3)).add(Torch.scalar(1)).relu().backward();
        System.out.println(w.grad().item_float());
        Runtime.getRuntime().halt(0); // unloading is no part of it
    }
}
