package jgrad.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The processes of a run.
final class Plan {
    private Plan() {}

    static List<Job> of(List<Item> items, Effort effort, List<Integer> threads, boolean scalar) {
        var jobs = new ArrayList<Job>();
        for (String family : Catalogue.families()) {
            for (Measured.Library library : Measured.Library.values()) {
                List<Measured> workloads = beside(library, family, items);
                if (!workloads.isEmpty()) {
                    threads.forEach(n -> addBeside(jobs, workloads, effort, n));
                    if (scalar && library == Measured.Library.OPENBLAS_BUILD) {
                        jobs.add(alone(workloads, effort, Collections.min(threads)));
                    }
                }
            }
        }
        if (effort != Effort.CHECK) {
            addFigures(jobs, items, effort, scalar);
        }
        return jobs;
    }

    private static List<Measured> beside(
            Measured.Library library, String family, List<Item> items) {
        return items.stream()
                .filter(item -> item.family().equals(family))
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .filter(measured -> measured.library() == library)
                .toList();
    }

    private static void addBeside(
            List<Job> jobs, List<Measured> workloads, Effort effort, int threads) {
        Measured.Library library = workloads.get(0).library();
        for (Settings settings : Settings.forRun(effort, threads, library)) {
            jobs.add(new SideBySide(workloads, effort, threads, settings, true, false));
        }
    }

    /// Without vectors. One number of threads tells how much slower the loops are.
    private static Job alone(List<Measured> workloads, Effort effort, int threads) {
        return new SideBySide(workloads, effort, threads, Settings.DEFAULTS, false, true);
    }

    private static void addFigures(
            List<Job> jobs, List<Item> items, Effort effort, boolean scalar) {
        if (items.contains(Microbenchmarks.RECORD) || items.contains(Microbenchmarks.BACKWARD)) {
            jobs.add(new Microbenchmarks(effort, false));
            if (scalar) {
                jobs.add(new Microbenchmarks(effort, true));
            }
        }
        if (items.contains(Start.PROGRAM) || items.contains(Start.LAUNCHER)) {
            jobs.add(new Start(effort, false));
            if (scalar) {
                jobs.add(new Start(effort, true));
            }
        }
        if (items.contains(LongTraining.HEAP) || items.contains(LongTraining.STEP)) {
            jobs.add(new LongTraining());
        }
    }
}
