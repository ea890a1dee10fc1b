package jgrad.engine;

/// What a backward call fills and empties again, kept by a thread for its next one: making it anew
/// would take a good part of the time of a small graph.
///
/// @param claimed the nodes that belong to the call. Note [Claimed nodes] in Claims
/// @param pending nodes still to be looked at
/// @param ready nodes that can run
record Workspace(NodeStack claimed, NodeStack pending, ReadyQueue ready) {
    /// More than that a thread does not keep.
    private static final int MOST_KEPT = 1 << 14;

    /// The thread's, or a new one if a call around this one has it.
    static Workspace take(State state) {
        Workspace kept = state.workspace;
        state.workspace = null;
        return kept != null
                ? kept
                : new Workspace(new NodeStack(), new NodeStack(), new ReadyQueue());
    }

    /// To be called when all is empty.
    void giveBack(State state) {
        if (claimed.capacity() <= MOST_KEPT) { // no other holds more nodes than this one
            state.workspace = this;
        }
    }
}
