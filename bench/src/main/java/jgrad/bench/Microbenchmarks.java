package jgrad.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.List;
import java.util.function.Consumer;

/// The methods of [ScalarOperations], run by JMH in a process of its own.
record Microbenchmarks(Effort effort, boolean scalar) implements Job {
    static final Figure RECORD =
            Figure.time("scalar", "record one operation, gradients on (JMH)", Target.time(100), "");
    static final Figure BACKWARD =
            Figure.time("scalar", "one node of a backward pass (JMH)", Target.time(100), "");

    @Override
    public List<Figure> items() {
        return List.of(RECORD, BACKWARD);
    }

    @Override
    public void run(Consumer<Row> told) {
        for (Figure figure : items()) {
            var arguments =
                    List.of(effort.name(), figure.name(), figure == RECORD ? "record" : "backward");
            new RowProcess(Jvm.command(true, !scalar, Microbenchmarks.class, arguments), _ -> {})
                    .run(List.of(figure), 1, told);
        }
    }

    /// The process. JMH forks no further one: this has the flags and nothing else to do.
    public static void main(String[] args) throws RunnerException {
        boolean full = args[0].equals(Effort.FULL.name());
        int times = full ? 5 : 3;
        var time = TimeValue.milliseconds(full ? 1000 : 400);
        var options =
                new OptionsBuilder()
                        .include(ScalarOperations.class.getName() + "\\." + args[2] + "$")
                        .forks(0)
                        .warmupIterations(times)
                        .warmupTime(time)
                        .measurementIterations(times)
                        .measurementTime(time)
                        .addProfiler("gc")
                        .verbosity(VerboseMode.SILENT)
                        .build();
        RunResult result = new Runner(options).runSingle();
        var statistics = result.getPrimaryResult().getStatistics();
        var bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        double median = statistics.getPercentile(50);
        RowProcess.tell(
                new Row(
                        RECORD.family(),
                        args[1],
                        1,
                        median,
                        Double.NaN,
                        (statistics.getPercentile(75) - statistics.getPercentile(25)) / median,
                        bytes == null ? Double.NaN : bytes.getScore(),
                        ""));
    }
}
