package jgrad.conformance;

import java.util.ArrayList;
import java.util.List;

/// The operations whose recordings are compared.
final class Calls {
    private Calls() {}

    static List<Operation> all() {
        var all = new ArrayList<Operation>();
        all.addAll(ElementwiseCalls.all());
        all.addAll(ReductionCalls.all());
        all.addAll(MovementCalls.all());
        all.addAll(IndexingCalls.all());
        all.addAll(CreationCalls.all());
        all.addAll(StatisticsCalls.all());
        all.addAll(NetworkCalls.all());
        return all;
    }
}
