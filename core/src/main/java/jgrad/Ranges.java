package jgrad;

import java.math.BigInteger;

/// Evenly spaced values.
final class Ranges {
    private Ranges() {}

    static int count(double start, double end, double step) {
        if (step == 0) {
            throw new IllegalArgumentException("step must be nonzero");
        }
        if (!Double.isFinite(start) || !Double.isFinite(end)) {
            throw new IllegalArgumentException("unsupported range: " + start + " -> " + end);
        }
        if (step > 0 && end < start || step < 0 && end > start) {
            throw new IllegalArgumentException(
                    "upper bound and lower bound inconsistent with step sign");
        }
        double n = Math.ceil((end - start) / step);
        if (n > Integer.MAX_VALUE - 8) {
            throw tooMany(start, end, step, n);
        }
        return (int) n;
    }

    /// How many integers there are from `start` before `end`, whatever their size.
    static int count(long start, long end, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("step must be nonzero");
        }
        if (step > 0 && end < start || step < 0 && end > start) {
            throw new IllegalArgumentException(
                    "upper bound and lower bound inconsistent with step sign");
        }
        BigInteger span = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
        BigInteger[] steps = span.divideAndRemainder(BigInteger.valueOf(step));
        BigInteger n = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
        if (n.compareTo(BigInteger.valueOf(Integer.MAX_VALUE - 8)) > 0) {
            throw tooMany(start, end, step, n);
        }
        return n.intValue();
    }

    private static IllegalArgumentException tooMany(
            Number start, Number end, Number step, Number n) {
        return new IllegalArgumentException(
                "invalid size, possible overflow? arange("
                        + start
                        + ", "
                        + end
                        + ", "
                        + step
                        + ") has "
                        + n
                        + " values");
    }

    /// Integers of a type below int64: as in PyTorch, their number is that of the bounds as they
    /// are, their values are those of the bounds cut off.
    static Tensor integers(double start, double end, double step, DType type) {
        if ((long) step == 0) {
            throw new IllegalArgumentException("step must be nonzero");
        }
        var values = new long[count(start, end, step)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) start + i * (long) step;
        }
        return Tensors.fromArray(values).to(type);
    }

    static Tensor arange(double start, double end, double step, DType type) {
        var values = new double[count(start, end, step)];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * step;
        }
        return Tensors.fromArray(values).to(type);
    }

    static Tensor linspace(double start, double end, int steps, DType type) {
        if (steps < 0) {
            throw new IllegalArgumentException("number of steps must be non-negative");
        }
        // from both ends, so that the last value is the end itself
        if (type == DType.FLOAT32) {
            float from = (float) start;
            float to = (float) end;
            float step = steps > 1 ? (to - from) / (steps - 1) : 0;
            var values = new float[steps];
            for (int i = 0; i < steps; i++) {
                values[i] = i < steps / 2 ? from + step * i : to - step * (steps - 1 - i);
            }
            return Tensors.fromArray(one(values, from), steps);
        }
        double step = steps > 1 ? (end - start) / (steps - 1) : 0;
        var values = new double[steps];
        for (int i = 0; i < steps; i++) {
            values[i] = i < steps / 2 ? start + step * i : end - step * (steps - 1 - i);
        }
        if (steps == 1) {
            values[0] = start;
        }
        return Tensors.fromArray(values, steps).to(type);
    }

    private static float[] one(float[] values, float from) {
        if (values.length == 1) {
            values[0] = from;
        }
        return values;
    }
}
