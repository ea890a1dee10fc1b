package jgrad.cli;

import static jgrad.Tensors.print;
import static jgrad.Tensors.relu;
import static jgrad.Tensors.tensor;

import jgrad.Tensor;
import jgrad.autograd.Context;
import jgrad.autograd.Edge;
import jgrad.autograd.Function1;
import jgrad.autograd.Function2;
import jgrad.autograd.Gradients;
import jgrad.autograd.Node;
import jgrad.nn.Module1;
import jgrad.nn.Module2;

import java.util.List;

/// The notebook's cells in Java. This very file is also what the tour shows, between the `// cell`
/// lines: the code that is read is the code that ran. Variables live on from cell to cell, so they
/// are fields.
@SuppressWarnings("NullAway") // as in a notebook, a cell relies on those before it
final class NotebookCells {
    private Tensor b, w, x, u, v, a, dv, du, db, dw, dx, y, z;
    private Node vGradFn, uGradFn, bGradFn, wGradFn, xGradFn;
    private Module1 model;

    // cell 1: Importing the library
    // import static jgrad.Tensors.*;
    // import jgrad.*;
    // import jgrad.autograd.*;
    // import jgrad.nn.*;
    void cell1() {}

    // cell 2: Calling backward computes gradients
    void cell2() {
        b = tensor(1.0).requiresGrad_();
        w = tensor(2.0).requiresGrad_();
        x = tensor(3.0);
        u = w.mul(x);
        v = u.add(b);
        a = relu(v);
        a.backward();
        print(b.grad());
        print(w.grad());
    }

    // cell 3: The gradient of an intermediate result is not kept
    void cell3() {
        u.grad();
    }

    // cell 4: ... unless it is asked for
    void cell4() {
        b = tensor(1.0).requiresGrad_();
        w = tensor(2.0).requiresGrad_();
        x = tensor(3.0);
        u = w.mul(x);
        u.retainGrad();
        v = u.add(b);
        v.retainGrad();
        a = relu(v);
        a.backward();
        print("da/dv", v.grad());
        print("da/du", u.grad());
        print("da/db", b.grad());
        print("da/dw", w.grad());
    }

    // cell 5: The forward computation, which gives a
    void cell5() {
        b = tensor(1.0).requiresGrad_();
        w = tensor(2.0).requiresGrad_();
        x = tensor(3.0);
        u = w.mul(x);
        v = u.add(b);
        a = relu(v);
        print(a);
    }

    // cell 6: da/dv by hand; the 1.0 is da/da
    void cell6() {
        dv = a.gradFn().apply(tensor(1.0)).single();
        print(dv);
    }

    // cell 7: nextFunctions leads to the gradient of the step before
    void cell7() {
        print(a.gradFn().nextFunctions());
        print(v.gradFn());
        // the node of the step that computed v
        vGradFn = a.gradFn().nextFunctions().get(0).node();
        // it gives da/du and da/db, which are da/dv*dv/du and da/dv*dv/db, so da/dv is what it
        // takes
        Gradients grads = vGradFn.apply(dv);
        du = grads.get(0);
        db = grads.get(1);
        print(du, db);
    }

    // cell 8: And so on: v was computed from u and b, so there is a node for each
    void cell8() {
        print(vGradFn.nextFunctions());
        List<Edge> next = vGradFn.nextFunctions();
        uGradFn = next.get(0).node();
        bGradFn = next.get(1).node();
    }

    // cell 9: b is a leaf: its node adds da/db to b.grad
    void cell9() {
        print(b.grad());
        bGradFn.apply(db);
        print(b.grad());
    }

    // cell 10: u's node gives da/dw, and nothing for x, which needs no gradient
    void cell10() {
        Gradients grads = uGradFn.apply(du);
        dw = grads.get(0);
        dx = grads.get(1);
        print(dw, dx); // x needs no gradient, so dx is None

        // u was computed from w and x
        wGradFn = uGradFn.nextFunctions().get(0).node();
        xGradFn = uGradFn.nextFunctions().get(1).node();
        print(xGradFn); // None, for the same reason

        // w is a leaf: its node adds da/dw to w.grad
        print(wGradFn);
        print(w.grad());
        wGradFn.apply(dw);
        print(w.grad());
    }

    // cell 11: The gradients stay where they are
    void cell11() {
        print(b.grad());
        print(w.grad());
    }

    // cell 15: An operation of one's own, forward and backward, and a module that uses it
    record SquareFunction() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor input) {
            ctx.saveForBackward(input);
            return input.pow(2);
        }

        @Override
        public Tensor backward(Context ctx, Tensor gradOutput) {
            Tensor input = ctx.saved(0);
            return input.mul(2).mul(gradOutput);
        }
    }

    static final class MySquare extends Module1 {
        @Override
        public Tensor forward(Tensor input) {
            return new SquareFunction().apply(input);
        }
    }

    void cell15() {}

    // cell 17: Trying it
    void cell17() {
        model = new MySquare();

        x = tensor(2.0).requiresGrad_();
        y = model.call(x);
        y.backward();

        print(x.grad()); // 4, as dy/dx = 2x says
    }

    // cell 19: And again
    void cell19() {
        x = tensor(1.0).requiresGrad_();
        y = model.call(x);
        y.backward();

        print(x.grad()); // 2, as dy/dx = 2x says
    }

    // cell 23: The node of one's own operation
    void cell23() {
        x = tensor(1.0).requiresGrad_();
        y = model.call(x);
        print(y.gradFn());
    }

    // cell 24: Two inputs, two gradients
    record SquareAddFunction() implements Function2 {
        @Override
        public Tensor forward(Context ctx, Tensor x, Tensor y) {
            ctx.saveForBackward(x, y);
            return x.pow(2).add(y.pow(2));
        }

        @Override
        public Gradients backward(Context ctx, Tensor gradOutput) {
            Tensor x = ctx.saved(0);
            Tensor y = ctx.saved(1);
            Tensor dx = x.mul(2).mul(gradOutput);
            Tensor dy = y.mul(2).mul(gradOutput);
            return new Gradients(dx, dy);
        }
    }

    static final class SquareAdd extends Module2 {
        @Override
        public Tensor forward(Tensor x, Tensor y) {
            return new SquareAddFunction().apply(x, y);
        }
    }

    void cell24() {}

    // cell 35: Trying that
    void cell35() {
        x = tensor(3.0).requiresGrad_();
        y = tensor(2.0).requiresGrad_();
        z = new SquareAdd().call(x, y);
        z.backward();
    }

    // cell 36: The node is still there after the backward pass
    void cell36() {
        print(z.gradFn());
    }

    // cell 37: dz/dx = 2x
    void cell37() {
        print(x.grad());
    }

    // cell 34: dz/dy = 2y
    void cell34() {
        print(y.grad());
    }

    // end

    /// Runs one cell.
    void run(int number) {
        switch (number) {
            case 1 -> cell1();
            case 2 -> cell2();
            case 3 -> cell3();
            case 4 -> cell4();
            case 5 -> cell5();
            case 6 -> cell6();
            case 7 -> cell7();
            case 8 -> cell8();
            case 9 -> cell9();
            case 10 -> cell10();
            case 11 -> cell11();
            case 15 -> cell15();
            case 17 -> cell17();
            case 19 -> cell19();
            case 23 -> cell23();
            case 24 -> cell24();
            case 35 -> cell35();
            case 36 -> cell36();
            case 37 -> cell37();
            case 34 -> cell34();
            default -> throw new IllegalArgumentException("there is no cell " + number);
        }
    }

    /// The tensors of cells 2 to 5 with their names, for pictures; the result first.
    Tensor[] known() {
        return new Tensor[] {
            a.named("a"), v.named("v"), u.named("u"), b.named("b"), w.named("w"), x.named("x")
        };
    }
}
