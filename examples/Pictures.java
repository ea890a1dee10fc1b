// Draws a graph, and the gradients flowing back through it, as SVG files.
//
//     ./jgrad run examples/Pictures.java [FOLDER]

import static jgrad.Tensors.*;

import jgrad.viz.GraphPicture;

void main(String[] args) {
    var folder = Path.of(args.length > 0 ? args[0] : ".");

    // Names are shown in the pictures; without them the shapes tell the tensors apart.
    var w = tensor(new double[][] {{1, -2}, {3, 4}}).requiresGrad_().named("w");
    var b = tensor(0.5, -0.5).requiresGrad_().named("b");
    var x = tensor(1.0, 2.0).named("x");
    var y = relu(w.matmul(x).add(b));
    var loss = y.sum().named("loss");

    // Drawn before backward(), which frees the values that nodes have saved.
    var forward = GraphPicture.forward(loss).title("relu(w x + b), summed").knowing(w, b, x, y);
    print(forward.save(folder.resolve("network.svg")).getFileName());

    loss.backward();
    var backward = GraphPicture.backward(loss).title("Its gradients").knowing(w, b, x, y);
    print(backward.save(folder.resolve("gradients.svg")).getFileName());

    // The same graph for Graphviz.
    IO.println(GraphPicture.forward(loss).dot().lines().findFirst().orElse(""));
}
