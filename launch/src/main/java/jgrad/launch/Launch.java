package jgrad.launch;

import java.lang.reflect.InvocationTargetException;

/// Loads the module `jgrad.cli` with all that it requires, and calls its main method.
///
/// Note [No incubator line]: the JVM writes `WARNING: Using incubator modules` for every incubator
/// module among those that it resolves before `main`, and offers no way to leave the line out. This
/// module requires nothing, so that none is resolved then. Modules loaded later, the way the JDK
/// loads those of its own agents, end in the same built-in class loaders: the Vector API keeps its
/// intrinsics, and class data sharing works. The method that does it is not exported; `./jgrad`
/// passes `--add-exports java.base/jdk.internal.module=jgrad.launch`.
public final class Launch {
    private Launch() {}

    /// Hands all arguments to `jgrad.cli.Main`.
    ///
    /// @throws Throwable whatever the called main method throws
    public static void main(String[] args) throws Throwable {
        Object cli =
                Class.forName("jdk.internal.module.Modules")
                        .getMethod("loadModule", String.class)
                        .invoke(null, "jgrad.cli");
        Class<?> main = Class.forName((Module) cli, "jgrad.cli.Main");
        try {
            main.getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
