package jgrad.kernels.loops;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/// One operation's own copy of a loop.
///
/// A loop that all operations share would call each of them through a table, element by element. So
/// the class file of a loop, the template, is defined once more for every operation that comes to
/// use it: as a hidden class in which the operation is a constant, which the compiler inlines as if
/// the loop had been written out by hand. It takes a fraction of a millisecond, at the operation's
/// first use.
///
/// A template opens its specialization in its static initialiser, takes the operation from it and
/// puts itself in:
///
/// ```java
/// private static final Specialization<Unary, UnaryLoop> SELF = Specialization.open(MethodHandles.lookup());
/// private static final Unary OP = SELF.operation();
/// static { SELF.fill(new Template()); }
/// ```
///
/// @param <O> the operation
/// @param <L> the loop
public final class Specialization<O, L> {
    private final O operation;
    private @Nullable L loop;

    private Specialization(O operation) {
        this.operation = operation;
    }

    /// A fresh copy of a loop template, whose operation is the constant `operation`.
    ///
    /// @param lookup of the template's package
    public static <O, L> L of(Lookup lookup, Class<? extends L> template, O operation) {
        return of(lookup, classFile(template), operation);
    }

    /// As above, of a template that has been rewritten.
    @SuppressWarnings("TypeParameterUnusedInFormals") // template and type of loop come as a pair
    public static <O, L> L of(Lookup lookup, byte[] template, O operation) {
        var specialization = new Specialization<O, L>(operation);
        try {
            lookup.defineHiddenClassWithClassData(template, specialization, true);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
        L loop = specialization.loop;
        if (loop == null) {
            throw new AssertionError(
                    "the template did not fill its specialization for " + operation);
        }
        return loop;
    }

    /// What the template that asks was defined for.
    @SuppressWarnings("unchecked") // the caller of `of` paired template and operation by type
    public static <O, L> Specialization<O, L> open(Lookup template) {
        try {
            return MethodHandles.classData(template, "_", Specialization.class);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public O operation() {
        return operation;
    }

    public void fill(L made) {
        loop = made;
    }

    /// The class file from which a class was loaded.
    public static byte[] classFile(Class<?> loaded) {
        return classFile(loaded, loaded.getName().substring(loaded.getPackageName().length() + 1));
    }

    /// The class file of a class in the same package as another.
    public static byte[] classFile(Class<?> neighbour, String simpleName) {
        String name = simpleName + ".class";
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the class file "
                                + name
                                + " is missing beside its package, which a repackaged jgrad.core"
                                + " must keep");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
