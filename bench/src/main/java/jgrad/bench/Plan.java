package jgrad.bench;

import java.util.ArrayList;
import java.util.List;

/// The processes of a run.
final class Plan {
    private Plan() {}

    static List<Job> of(List<Item> items, Effort effort, List<Integer> threads, boolean scalar) {
        var jobs = new ArrayList<Job>();
        for (String family : Catalogue.families()) {
            List<Workload> workloads =
                    items.stream()
                            .filter(item -> item.family().equals(family))
                            .filter(Workload.class::isInstance)
                            .map(Workload.class::cast)
                            .toList();
            for (int n : threads) {
                if (workloads.isEmpty()) {
                    break;
                }
                for (Settings settings : Settings.forRun(effort, n)) {
                    jobs.add(new SideBySide(workloads, effort, n, settings, true, false));
                }
                if (scalar) {
                    jobs.add(new SideBySide(workloads, effort, n, Settings.DEFAULTS, false, true));
                }
            }
        }
        if (effort != Effort.CHECK) {
            addFigures(jobs, items, effort, scalar);
        }
        return jobs;
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
