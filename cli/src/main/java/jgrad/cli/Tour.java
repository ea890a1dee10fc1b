package jgrad.cli;

import jgrad.Tensor;
import jgrad.viz.GraphPicture;
import jgrad.viz.HtmlPage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `jgrad tour`: the notebook that jgrad comes from, cell by cell.
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = "Runs the autograd notebook in Java, cell by cell, and draws its graphs.")
final class Tour implements Callable<Integer> {
    @Option(
            names = "--plain",
            description =
                    "Print only what the cells print, each under a line '# cell N'; write no"
                            + " files.")
    private boolean plain;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write the pictures and the page (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("jgrad-tour");

    @Override
    public Integer call() throws IOException {
        var notebook = new Notebook();
        if (plain) {
            notebook.run(result -> {
                System.out.println("# cell " + result.cell().number());
                System.out.print(result.output());
                result.warnings().forEach(w -> System.out.println("UserWarning: " + w));
            });
            return 0;
        }
        var page = new HtmlPage("jgrad: the autograd notebook in Java");
        page.text(
                "The graph of `a = relu(w * x + b)`, computed, walked and called by hand, as"
                    + " PyTorch's notebook does it. Everything below was run to make this page.");
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            System.err.println(
                    "jgrad: cannot write to "
                            + out.toAbsolutePath()
                            + "; choose another folder with --out DIR. ("
                            + e
                            + ")");
            return 1;
        }
        System.out.println("The notebook, cell by cell.");
        notebook.run(result -> show(result, notebook, page));
        Path file = out.resolve("tour.html");
        page.save(file);
        System.out.println();
        System.out.println("The page with code, output and pictures: " + file.toAbsolutePath());
        System.out.println(
                "The pictures: "
                        + out.resolve("forward.svg").toAbsolutePath()
                        + ", "
                        + out.resolve("backward.svg").toAbsolutePath());
        return 0;
    }

    private void show(Notebook.Result result, Notebook notebook, HtmlPage page) {
        Notebook.Cell cell = result.cell();
        System.out.println();
        System.out.println("---- cell " + cell.number() + ": " + cell.title());
        System.out.println(cell.code().indent(4).stripTrailing());
        if (!result.output().isEmpty() || !result.warnings().isEmpty()) {
            System.out.println();
        }
        System.out.print(result.output());
        result.warnings().forEach(w -> System.out.println("UserWarning: " + w));
        page.text("**" + cell.title() + "**");
        page.cell(Integer.toString(cell.number()), cell.code(), result.output(), warnings(result));
        // after cell 4 all gradients are known; after cell 5 nothing is freed yet
        if (cell.number() == 4) {
            Tensor[] known = notebook.known();
            var picture = GraphPicture.backward(known[0]).knowing(known);
            draw(page, picture, "backward", "The gradients, flowing back.");
        } else if (cell.number() == 5) {
            Tensor[] known = notebook.known();
            var picture = GraphPicture.forward(known[0]).knowing(known);
            draw(page, picture, "forward", "The forward computation.");
        }
    }

    private void draw(HtmlPage page, GraphPicture picture, String name, String caption) {
        Path file = picture.save(out.resolve(name + ".svg"));
        page.picture(picture.picture(), caption);
        System.out.println("(picture: " + file + ")");
    }

    private static String warnings(Notebook.Result result) {
        var text = new StringBuilder();
        result.warnings().forEach(w -> text.append("UserWarning: ").append(w).append('\n'));
        return text.toString();
    }
}
