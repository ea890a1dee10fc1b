package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.GraphListener;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a thread's operations depend on besides their arguments. Read once per recorded operation.
public final class State {
    private static final ThreadLocal<State> CURRENT = ThreadLocal.withInitial(State::new);

    boolean gradEnabled = true;
    long sequence;
    @Nullable PackScope savedHooks;
    @Nullable GraphListener listener;
    boolean anomaly;
    boolean checkNan;
    int level;
    final ArrayList<DualLevel> dualLevels = new ArrayList<>();
    final ArrayList<java.lang.ref.WeakReference<Tensor>> views = new ArrayList<>();
    @Nullable Workspace workspace;

    /// How many backward calls are running within each other.
    int depth;

    @Nullable GraphTask task;
    @Nullable GraphNode node;

    private State() {}

    public static State current() {
        return CURRENT.get();
    }

    public boolean gradEnabled() {
        return gradEnabled;
    }

    public boolean anomaly() {
        return anomaly;
    }

    /// Sets the grad mode and gives the previous one, for a scope to restore.
    public boolean setGradEnabled(boolean enabled) {
        boolean before = gradEnabled;
        gradEnabled = enabled;
        return before;
    }

    /// The modes, to be carried into another thread.
    public Snapshot snapshot() {
        return new Snapshot(
                gradEnabled,
                savedHooks,
                listener,
                anomaly,
                checkNan,
                level,
                depth,
                List.copyOf(dualLevels));
    }

    /// The inheritable part of a thread's state.
    public record Snapshot(
            boolean gradEnabled,
            @Nullable PackScope savedHooks,
            @Nullable GraphListener listener,
            boolean anomaly,
            boolean checkNan,
            int level,
            int depth,
            List<DualLevel> dualLevels) {
        /// Makes these the modes of the current thread and gives the ones it had.
        public Snapshot install() {
            State state = current();
            Snapshot before = state.snapshot();
            state.gradEnabled = gradEnabled;
            state.savedHooks = savedHooks;
            state.listener = listener;
            state.anomaly = anomaly;
            state.checkNan = checkNan;
            state.level = level;
            state.depth = depth;
            state.dualLevels.clear();
            state.dualLevels.addAll(dualLevels);
            return before;
        }
    }

    public @Nullable PackScope savedHooks() {
        return savedHooks;
    }

    /// @throws IllegalStateException if the hooks in force are disabled
    public Autograd.Scope pushHooks(PackScope scope) {
        PackScope before = savedHooks;
        if (scope.hooks() != null && before != null && before.refusal() != null) {
            throw new IllegalStateException(before.refusal());
        }
        savedHooks = scope;
        return () -> savedHooks = before;
    }

    public Autograd.Scope detectAnomaly(boolean nan) {
        boolean before = anomaly;
        boolean nanBefore = checkNan;
        anomaly = true;
        checkNan = nan;
        return () -> {
            anomaly = before;
            checkNan = nanBefore;
        };
    }

    public Autograd.Scope listen(GraphListener next) {
        GraphListener before = listener;
        listener = next;
        return () -> listener = before;
    }
}
