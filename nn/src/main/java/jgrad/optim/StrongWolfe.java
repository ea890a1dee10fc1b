package jgrad.optim;

import jgrad.Tensor;

/// A search along a line for a step after which the function has fallen enough and its slope is
/// flat enough: Wolfe's strong conditions.
///
/// First steps outwards until a minimum is enclosed, then narrows the bracket by cubic
/// interpolation. Source: J. Nocedal and S. Wright, "Numerical Optimization", 2006, algorithms 3.5
/// and 3.6, with the safeguards of M. Schmidt's minFunc.
final class StrongWolfe {
    private static final double FALL = 1e-4;
    private static final double FLATNESS = 0.9;

    private final Line line;
    private final Point start;
    private final double directionSize;
    private final double tolerance;
    private final int most;
    private int evaluations;
    private int rounds;

    /// The function along the line.
    @FunctionalInterface
    interface Line {
        Point at(double step);
    }

    /// The function after a step: value, gradient, and slope along the line.
    record Point(double step, double value, Tensor gradient, double slope) {}

    /// @param directionSize the largest element of the direction
    /// @param tolerance a bracket that changes no parameter by more is narrow enough
    /// @param most evaluations after which the best so far is taken
    StrongWolfe(Line line, Point start, double directionSize, double tolerance, int most) {
        this.line = line;
        this.start = start;
        this.directionSize = directionSize;
        this.tolerance = tolerance;
        this.most = most;
    }

    int evaluations() {
        return evaluations;
    }

    Point search(double firstStep) {
        Point before = start;
        Point now = evaluate(firstStep);
        while (rounds < most) {
            boolean risen = tooHigh(now) || rounds > 1 && now.value >= before.value;
            if (!risen && isFlat(now)) {
                return now;
            }
            if (risen || now.slope >= 0) {
                return narrowed(before, now);
            }
            double shortest = now.step + 0.01 * (now.step - before.step);
            double next = minimum(before, now, shortest, now.step * 10);
            before = now;
            now = evaluate(next);
            rounds++;
        }
        return start.value <= now.value ? start : now;
    }

    private Point narrowed(Point first, Point second) {
        Point[] ends = {first, second};
        int low = first.value <= second.value ? 0 : 1;
        boolean stuck = false;
        while (rounds < most) {
            double left = Math.min(ends[0].step, ends[1].step);
            double right = Math.max(ends[0].step, ends[1].step);
            if ((right - left) * directionSize < tolerance) {
                break;
            }
            double step = minimum(ends[0], ends[1], left, right);
            double margin = 0.1 * (right - left);
            if (Math.min(right - step, step - left) < margin) {
                // Near an end twice in a row: step inwards, or the bracket hardly shrinks.
                if (stuck || step >= right || step <= left) {
                    step =
                            Math.abs(step - right) < Math.abs(step - left)
                                    ? right - margin
                                    : left + margin;
                    stuck = false;
                } else {
                    stuck = true;
                }
            } else {
                stuck = false;
            }
            Point now = evaluate(step);
            rounds++;
            if (tooHigh(now) || now.value >= ends[low].value) {
                ends[1 - low] = now;
                low = ends[0].value <= ends[1].value ? 0 : 1;
            } else {
                boolean done = isFlat(now);
                if (!done && now.slope * (ends[1 - low].step - ends[low].step) >= 0) {
                    ends[1 - low] = ends[low];
                }
                ends[low] = now;
                if (done) {
                    break;
                }
            }
        }
        return ends[low];
    }

    private Point evaluate(double step) {
        evaluations++;
        return line.at(step);
    }

    private boolean tooHigh(Point p) {
        return p.value > start.value + FALL * p.step * start.slope;
    }

    private boolean isFlat(Point p) {
        return Math.abs(p.slope) <= -FLATNESS * start.slope;
    }

    /// Where the cubic through two values and slopes is smallest, within bounds; their middle if it
    /// has no minimum.
    private static double minimum(Point a, Point b, double min, double max) {
        double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
        double square = d1 * d1 - a.slope * b.slope;
        if (!(square >= 0)) {
            return (min + max) / 2;
        }
        double d2 = Math.sqrt(square);
        double at =
                a.step <= b.step
                        ? b.step
                                - (b.step - a.step)
                                        * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
                        : a.step
                                - (a.step - b.step)
                                        * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
        return Math.min(Math.max(at, min), max);
    }
}
