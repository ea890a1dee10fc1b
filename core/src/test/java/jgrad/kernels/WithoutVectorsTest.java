package jgrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// A JVM of its own, with jgrad on the class path and without the Vector API.
class WithoutVectorsTest {
    private static final String WARNING =
            "jgrad: the scalar loops serve, several times slower than the vector ones. Start java"
                    + " with --add-modules jdk.incubator.vector, or put jgrad on the module path.";

    @Test
    void theScalarLoopsServeAndSaySoOnce()
            throws IOException, InterruptedException, URISyntaxException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder("Unary") + File.pathSeparator + folder("WithoutVectorsTest$Sum");
        Process process = new ProcessBuilder(java, "-cp", classPath, Sum.class.getName()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(out.strip()).isEqualTo("100.0");
        assertThat(err.strip()).isEqualTo(WARNING);
    }

    /// Where the classes of this package are that lie beside the named one.
    private static Path folder(String name) throws URISyntaxException {
        Path file = Path.of(WithoutVectorsTest.class.getResource(name + ".class").toURI());
        return file.getParent().getParent().getParent();
    }

    /// Prints the sum of the exponentials of a hundred zeros, twice computed.
    static final class Sum {
        private Sum() {}

        public static void main(String[] args) {
            Tensor zeros =
                    new Tensor(new Storage(new float[100]), Layout.contiguous(100), DType.FLOAT32);
            Tensor twice =
                    Pointwise.binary(
                            Binary.MUL,
                            Pointwise.unary(Unary.EXP, zeros),
                            Pointwise.unary(Unary.EXP, zeros));
            double[] values = new double[100];
            Arrays.setAll(values, i -> Raw.floats(twice)[i]);
            System.out.println(Arrays.stream(values).sum());
        }
    }
}
