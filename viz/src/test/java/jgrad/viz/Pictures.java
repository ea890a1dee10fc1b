package jgrad.viz;

import jgrad.viz.Picture.Direction;

import java.util.Random;

/** Graphs to draw in tests. */
final class Pictures {
    private Pictures() {}

    static Picture product(Direction direction) {
        var picture = Picture.titled("one product").direction(direction);
        int w = picture.add(Kind.LEAF, "w", "2.");
        int x = picture.add(Kind.CONSTANT, "x", "3.");
        int mul = picture.add(Kind.OPERATION, "mul");
        int u = picture.add(Kind.OUTPUT, "u", "6.");
        picture.arrow(w, mul, ArrowKind.VALUE, "").arrow(x, mul, ArrowKind.VALUE, "");
        return picture.arrow(mul, u, ArrowKind.VALUE, "u = 6.").build();
    }

    static Picture chain(int length) {
        var picture = Picture.titled("a chain");
        int last = picture.add(Kind.LEAF, "x");
        for (int i = 1; i < length; i++) {
            int next = picture.add(Kind.OPERATION, "op" + i);
            picture.arrow(last, next, ArrowKind.VALUE, "");
            last = next;
        }
        return picture.build();
    }

    static Picture layers(int count) {
        var picture = Picture.titled("a network");
        int last = picture.add(Kind.CONSTANT, "x", "(64, 784)");
        for (int i = 1; i < count; i++) {
            int weight = picture.add(Kind.LEAF, i + ".weight", "(128, 128)");
            int bias = picture.add(Kind.LEAF, i + ".bias", "(128,)");
            int product = picture.add(Kind.OPERATION, "addmm");
            int relu = picture.add(Kind.OPERATION, "relu");
            picture.arrow(last, product, ArrowKind.VALUE, "(64, 128)")
                    .arrow(weight, product, ArrowKind.VALUE, "");
            picture.arrow(bias, product, ArrowKind.VALUE, "")
                    .arrow(product, relu, ArrowKind.VALUE, "");
            last = relu;
        }
        return picture.build();
    }

    /** One weight used by every step. */
    static Picture recurrent(int steps) {
        var picture = Picture.titled("a recurrent network");
        int weight = picture.add(Kind.LEAF, "weight");
        int last = weight;
        for (int i = 1; i < steps; i++) {
            int next = picture.add(Kind.OPERATION, "mm");
            picture.arrow(last, next, ArrowKind.VALUE, "").arrow(weight, next, ArrowKind.VALUE, "");
            last = next;
        }
        return picture.build();
    }

    static Picture fan(int leaves) {
        var picture = Picture.titled("a fan");
        int stack = picture.add(Kind.OPERATION, "stack");
        for (int i = 0; i < leaves; i++) {
            picture.arrow(picture.add(Kind.LEAF, "x" + i), stack, ArrowKind.VALUE, "");
        }
        return picture.build();
    }

    static Picture random(int vertices, Random random) {
        var picture = Picture.titled("random");
        for (int v = 0; v < vertices; v++) {
            picture.add(
                    v < 2 ? Kind.LEAF : Kind.OPERATION, "operation".substring(random.nextInt(9)));
            for (int inputs = v < 2 ? 0 : 1 + random.nextInt(2); inputs > 0; inputs--) {
                int from = Math.max(0, v - 1 - random.nextInt(6));
                picture.arrow(from, v, ArrowKind.VALUE, random.nextBoolean() ? "(2, 3)" : "");
            }
        }
        return picture.build();
    }
}
