package jgrad.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Work of a family beside one library, in a process of its own.
///
/// @param peer whether libtorch takes part
/// @param scalar whether jgrad runs without the Vector API
record SideBySide(
        List<Measured> items,
        Effort effort,
        int threads,
        Settings settings,
        boolean peer,
        boolean scalar)
        implements Job {

    @Override
    public void run(Consumer<Row> told) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of(effort.name(), Integer.toString(threads), Boolean.toString(peer)));
        for (Measured item : items) {
            arguments.addAll(List.of(item.family(), item.name()));
        }
        var process =
                new RowProcess(
                        Jvm.command(effort != Effort.CHECK, !scalar, Child.class, arguments),
                        environment -> settings.apply(environment, threads));
        process.run(items, threads, told);
    }
}
