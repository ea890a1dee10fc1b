package jgrad.kernels.choice;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.fold.Extrema;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.product.Blas;
import jgrad.kernels.rows.NormRows;
import jgrad.kernels.rows.SoftmaxRows;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A JVM of its own, with jgrad on the class path and without the Vector API.
class WithoutVectorsTest {
    private static final String WARNING =
            "jgrad: the scalar loops serve, several times slower than the vector ones. Start java"
                    + " with --add-modules jdk.incubator.vector, or put jgrad on the module path.";

    @Test
    void theScalarLoopsServeAndSaySoOnceAndNoneOfTheOthersIsLoaded(@TempDir Path folder)
            throws IOException, InterruptedException, URISyntaxException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder(Unary.class) + File.pathSeparator + folder(Sum.class);
        Path loaded = folder.resolve("loaded");
        String log = "-Xlog:class+load:file=" + loaded;
        Process process =
                new ProcessBuilder(java, log, "-cp", classPath, Sum.class.getName()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(out.strip()).isEqualTo("100.0");
        assertThat(err.strip()).isEqualTo(WARNING);
        String classes = Files.readString(loaded);
        for (String scalar : List.of("Folds", "Extremes", "Norms", "Softmaxes", "Product")) {
            assertThat(classes).contains("jgrad.kernels.scalar.Float" + scalar);
        }
        assertThat(classes).doesNotContain("jgrad.kernels.vector", "jdk.incubator");
    }

    /// Where the class was loaded from.
    private static String folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /// Prints the sum of the exponentials of a hundred zeros, twice computed, and uses every family
    /// of loops.
    static final class Sum {
        private Sum() {}

        public static void main(String[] args) {
            Tensor zeros =
                    new Tensor(new Storage(new float[100]), Layout.contiguous(100), DType.FLOAT32);
            Tensor twice =
                    Each.binary(
                            Binary.MUL, Each.unary(Unary.EXP, zeros), Each.unary(Unary.EXP, zeros));
            Tensor square =
                    new Tensor(Raw.storage(twice), Layout.contiguous(10, 10), twice.dtype());
            Tensor even = SoftmaxRows.softmax(square, 1);
            NormRows.forward(even, 1, null, null, 1e-5);
            Extrema.argmax(even, 1, false);
            Tensor tens = Blas.mm(square, square);
            System.out.println(Raw.floats(Reduce.sum(tens, null, false))[0] / 10);
        }
    }
}
