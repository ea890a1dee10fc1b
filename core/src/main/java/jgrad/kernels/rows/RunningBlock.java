package jgrad.kernels.rows;

import jgrad.DType;

/// Elements of a scan on their way through the first-level cache: read as doubles or longs,
/// replaced by their running results, rounded and written. What each lane has come to is kept from
/// one filling to the next.
abstract sealed class RunningBlock permits RunningDoubles, RunningLongs {
    /// Elements of a filling.
    static final int SIZE = 1024;

    /// Lanes that run together: an addition takes as long as the others of three or four lanes.
    static final int LANES = 4;

    /// The longest part of one lane in a filling of several.
    static final int ROW = SIZE / LANES;

    /// The most lanes.
    static final int WIDTH = 512;

    static RunningBlock of(Object from, DType fromType, Object to, DType toType) {
        return toType.isFloating()
                ? new RunningDoubles(from, fromType, to, toType)
                : new RunningLongs(from, fromType, to, toType);
    }

    /// Makes the first lanes forget what came before.
    abstract void start(int lanes, boolean product);

    /// Fills the block from `to` on with `n` elements.
    abstract void load(int at, int stride, int n, int to);

    /// Runs through [#LANES] lanes, `apart` from each other: `n` elements each, `step` after
    /// another.
    abstract void runLanes(int lane, int first, int step, int apart, int n, boolean product);

    /// Runs through one lane.
    abstract void runLane(int lane, int first, int step, int n, boolean product);

    /// Takes the first elements of the block as one further element of `n` lanes.
    abstract void runRow(int n, boolean product);

    /// Writes `n` elements of the block.
    abstract void store(int from, int n, int at);

    /// Writes what the first lanes have come to.
    abstract void storeRow(int n, int at);
}
