package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/// A program may import the library's modules whole, beside `java.base`, which every compact source
/// file imports whole.
class ImportsTest {
    private static final Set<String> LIBRARY = Set.of("jgrad.core", "jgrad.nn", "jgrad.viz");

    @TempDir private Path folder;

    @Test
    void aCompactSourceFileThatImportsModulesCompilesAndRuns() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("Whole.java"),
                        """
                        import module jgrad.core;
                        import module jgrad.nn;

                        import static jgrad.Tensors.*;
                        import static jgrad.autograd.Autograd.*;
                        import static jgrad.func.Func.*;

                        record Square() implements Function1 {
                            public Tensor forward(Context ctx, Tensor x) {
                                ctx.saveForBackward(x);
                                return x.mul(x);
                            }

                            public Tensor backward(Context ctx, Tensor g) {
                                return g.mul(2).mul(ctx.saved(0));
                            }
                        }

                        class Net extends Module1 {
                            final Linear out = add("out", new Linear(2, 1));

                            public Tensor forward(Tensor x) {
                                return new Square().apply(out.call(x)).sum();
                            }
                        }

                        static List<String> told = new ArrayList<>();

                        void main() {
                            Net net = new Net();
                            Function<Tensor, Tensor> each = x -> x.mul(2);
                            Module base = Object.class.getModule();
                            Tensor x = each.apply(tensor(1.0, 2.0)).requiresGrad_();
                            Tensor slope = grad(net.call(x), x, createGraph());
                            told.add(slope.shape() + " " + base.getName());
                            told.add(grad(net).apply(x).eq(slope).sum().item().toString());
                            System.setProperty("jgrad.told", told.toString());
                        }
                        """);
        var errors = new StringWriter();
        var options =
                List.of(
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "--add-modules",
                        "jgrad.core,jgrad.nn",
                        "-Xlint:-incubating",
                        "-proc:none",
                        "-d",
                        folder.toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        assertThat(errors.toString()).isEmpty();
        try (var loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass("Whole");
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            var main = type.getDeclaredMethod("main");
            main.setAccessible(true);
            main.invoke(constructor.newInstance());
        }
        assertThat(System.clearProperty("jgrad.told")).isEqualTo("[torch.Size([2]) java.base, 2]");
    }

    /// Two modules imported whole clash where both have a type of one name.
    @Test
    void noTypeOfTheLibraryIsCalledLikeOneOfJavaBase() throws Exception {
        Set<String> ofJava = new TreeSet<>();
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        for (String exported : exportedBy(Object.class.getModule())) {
            ofJava.addAll(publicTypes(base.resolve(exported.replace('.', '/')), exported));
        }
        assertThat(ofJava).contains("Function", "Module", "List");
        Set<String> clashes = new TreeSet<>();
        for (Module module : Library.class.getModule().getLayer().modules()) {
            if (!LIBRARY.contains(module.getName())) {
                continue;
            }
            URI where =
                    Library.class
                            .getModule()
                            .getLayer()
                            .configuration()
                            .findModule(module.getName())
                            .orElseThrow()
                            .reference()
                            .location()
                            .orElseThrow();
            for (String exported : exportedBy(module)) {
                for (String name : typesAt(where, exported)) {
                    if (ofJava.contains(name)) {
                        clashes.add(exported + "." + name);
                    }
                }
            }
        }
        assertThat(clashes).isEmpty();
    }

    private static Set<String> typesAt(URI where, String exported) throws Exception {
        Path path = Path.of(where);
        if (Files.isDirectory(path)) {
            return publicTypes(path.resolve(exported.replace('.', '/')), exported);
        }
        try (var jar = FileSystems.newFileSystem(path)) {
            return publicTypes(jar.getPath(exported.replace('.', '/')), exported);
        }
    }

    private static Set<String> exportedBy(Module module) {
        return module.getDescriptor().exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(exported -> exported.source())
                .collect(Collectors.toSet());
    }

    private static Set<String> publicTypes(Path folder, String packageName) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !name.endsWith("-info"))
                    .filter(name -> isPublic(packageName + "." + name))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type = Class.forName(name, false, ImportsTest.class.getClassLoader());
            return type.accessFlags().contains(AccessFlag.PUBLIC);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
