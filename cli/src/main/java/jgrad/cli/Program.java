package jgrad.cli;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A compiled program in memory.
final class Program {
    private final String mainClass;
    private final Loader loader;

    Program(String mainClass, Map<String, byte[]> classes, String classPath)
            throws MalformedURLException {
        this.mainClass = mainClass;
        this.loader = new Loader(classes, urls(classPath));
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        var parts = classPath.isEmpty() ? new String[0] : classPath.split(File.pathSeparator, -1);
        var urls = new URL[parts.length];
        for (int i = 0; i < parts.length; i++) {
            urls[i] = new File(parts[i]).toURI().toURL();
        }
        return urls;
    }

    /// Calls the main method, chosen as the Java launcher does, and tells whether it went well.
    boolean run(List<String> arguments) {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class<?> type = Class.forName(mainClass, false, loader);
            Optional<Method> main = mainOf(type);
            if (main.isEmpty()) {
                System.err.println("jgrad: " + mainClass + " has no main method");
                return false;
            }
            call(type, main.get(), arguments.toArray(String[]::new));
            return true;
        } catch (InvocationTargetException e) {
            printTrace(Objects.requireNonNullElse(e.getCause(), e));
        } catch (ReflectiveOperationException e) {
            System.err.println("jgrad: cannot call the main method of " + mainClass + ": " + e);
        }
        return false;
    }

    private static void call(Class<?> type, Method main, String[] arguments)
            throws ReflectiveOperationException {
        main.setAccessible(true);
        Object instance = null;
        if (!Modifier.isStatic(main.getModifiers())) {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            instance = constructor.newInstance();
        }
        if (main.getParameterCount() == 0) {
            main.invoke(instance);
        } else {
            main.invoke(instance, (Object) arguments);
        }
    }

    /// `main(String[])` before `main()`, inherited ones included, private ones excluded.
    private static Optional<Method> mainOf(Class<?> type) {
        return findMain(type, String[].class).or(() -> findMain(type));
    }

    private static Optional<Method> findMain(Class<?> type, Class<?>... parameters) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals("main")
                        && method.getReturnType() == void.class
                        && Arrays.equals(method.getParameterTypes(), parameters)
                        && !Modifier.isPrivate(method.getModifiers())) {
                    return Optional.of(method);
                }
            }
        }
        return Optional.empty();
    }

    /// As the JVM prints it, with the frames that are of use.
    private void printTrace(Throwable thrown) {
        new Traces(frame -> loader.classes.containsKey(frame.getClassName())).cut(thrown);
        System.err.print("Exception in thread \"" + Thread.currentThread().getName() + "\" ");
        thrown.printStackTrace();
    }

    /// The program's classes, and before them the library's and those of the class path.
    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes, URL[] urls) {
            super(urls, Program.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            return bytes == null
                    ? super.findClass(name)
                    : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
