package jgrad.bench;

import jgrad.bench.work.AsianOption;
import jgrad.bench.work.BlackScholes;
import jgrad.bench.work.BmmGrad;
import jgrad.bench.work.CrossEntropy;
import jgrad.bench.work.CustomFunction;
import jgrad.bench.work.Elementwise;
import jgrad.bench.work.Gemm;
import jgrad.bench.work.GradientPenalty;
import jgrad.bench.work.HessianVector;
import jgrad.bench.work.Jacobian;
import jgrad.bench.work.LayerNorm;
import jgrad.bench.work.MatmulGrad;
import jgrad.bench.work.MlpAdam;
import jgrad.bench.work.MlpSgd;
import jgrad.bench.work.OfficialGemm;
import jgrad.bench.work.PerSampleGradients;
import jgrad.bench.work.Reduce;
import jgrad.bench.work.ScalarChain;
import jgrad.bench.work.SmallExpression;
import jgrad.bench.work.Softmax;

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
        list.add(new CustomFunction());
        list.add(Microbenchmarks.RECORD);
        list.add(Microbenchmarks.BACKWARD);
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
        for (int n : new int[] {64, 256, 1024}) {
            for (Gemm.Form form : Gemm.Form.values()) {
                list.add(new OfficialGemm(new Gemm(form, n)));
            }
        }
        for (int n : new int[] {256, 512, 1024}) {
            list.add(new MatmulGrad(n));
        }
        list.add(new BmmGrad(16, 128, 64));
        list.add(new Softmax(256, 1000));
        list.add(new LayerNorm(512, 768));
        list.add(new CrossEntropy(256, 1000));
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            list.add(new Reduce(kind, 0, 1024));
            list.add(new Reduce(kind, 1, 1024));
        }
        list.add(new MlpSgd());
        list.add(new MlpAdam());
        list.add(new Jacobian());
        list.add(new HessianVector(false));
        list.add(new HessianVector(true));
        list.add(new GradientPenalty());
        list.add(new PerSampleGradients());
        list.add(new BlackScholes(10_000));
        list.add(new AsianOption(10_000, 50));
        list.add(Start.PROGRAM);
        list.add(Start.LAUNCHER);
        list.add(LongTraining.HEAP);
        list.add(LongTraining.STEP);
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

    static Measured measured(String family, String name) {
        return (Measured) item(family, name);
    }
}
