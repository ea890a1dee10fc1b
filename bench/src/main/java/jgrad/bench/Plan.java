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
            if (workloads.isEmpty()) {
                continue;
            }
            for (int n : threads) {
                for (Settings settings : Settings.forRun(effort, n)) {
                    jobs.add(new SideBySide(workloads, effort, n, settings, true, false));
                }
                if (scalar) {
                    jobs.add(new SideBySide(workloads, effort, n, Settings.DEFAULTS, false, true));
                }
            }
        }
        return jobs;
    }
}
