package jgrad.bench;

import jgrad.bench.work.Elementwise;
import jgrad.bench.work.Gemm;
import jgrad.bench.work.ScalarChain;
import jgrad.bench.work.SmallExpression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All workloads, in the order of the table.
final class Catalogue {
    private static final List<Item> ITEMS = make();

    private Catalogue() {}

    private static List<Item> make() {
        var list = new ArrayList<Item>();
        list.add(new ScalarChain(1000));
        for (int n : new int[] {64, 512, 4096}) {
            list.add(new SmallExpression(n));
        }
        for (int n : new int[] {1 << 20, 1 << 24}) {
            for (Elementwise.Kind kind : Elementwise.Kind.values()) {
                list.add(new Elementwise(kind, n));
            }
        }
        for (int n : new int[] {64, 128, 256, 512, 1024, 2048}) {
            for (Gemm.Form form : Gemm.Form.values()) {
                list.add(new Gemm(form, n));
            }
        }
        return List.copyOf(list);
    }

    static List<Item> all() {
        return ITEMS;
    }

    static Set<String> families() {
        var families = new LinkedHashSet<String>();
        ITEMS.forEach(item -> families.add(item.family()));
        return families;
    }

    static Item item(String family, String name) {
        return ITEMS.stream()
                .filter(item -> item.family().equals(family) && item.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(family + " has no " + name));
    }

    static Workload workload(String family, String name) {
        return (Workload) item(family, name);
    }
}
