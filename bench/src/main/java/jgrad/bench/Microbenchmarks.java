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
        told.accept(measure(RECORD, "record"));
        told.accept(measure(BACKWARD, "backward"));
    }

    private Row measure(Figure figure, String method) {
        int times = effort == Effort.FULL ? 5 : 3;
        var time = TimeValue.milliseconds(effort == Effort.FULL ? 1000 : 300);
        var options =
                new OptionsBuilder()
                        .include(ScalarOperations.class.getName() + "\\." + method + "$")
                        .jvmArgs(Jvm.options(true, !scalar).toArray(String[]::new))
                        .forks(1)
                        .warmupIterations(times)
                        .warmupTime(time)
                        .measurementIterations(times)
                        .measurementTime(time)
                        .addProfiler("gc")
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            RunResult result = new Runner(options).runSingle();
            var primary = result.getPrimaryResult();
            var bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            double median = primary.getStatistics().getPercentile(50);
            return row(
                    figure,
                    median,
                    (primary.getStatistics().getPercentile(75)
                                    - primary.getStatistics().getPercentile(25))
                            / median,
                    bytes == null ? Double.NaN : bytes.getScore(),
                    "");
        } catch (RunnerException e) {
            return row(figure, Double.NaN, Double.NaN, Double.NaN, e.toString());
        }
    }

    private static Row row(Figure figure, double nanos, double spread, double bytes, String fault) {
        return new Row(figure.family(), figure.name(), 1, nanos, Double.NaN, spread, bytes, fault);
    }
}
