package jgrad.kernels.functions;

/// The elementwise tests of two arguments, whose results are bool. False before true, as 0 before
/// 1.
public enum Compare {
    EQ {
        @Override
        public boolean test(double a, double b) {
            return a == b;
        }

        @Override
        public boolean test(float a, float b) {
            return a == b;
        }

        @Override
        public boolean test(long a, long b) {
            return a == b;
        }
    },
    NE {
        @Override
        public boolean test(double a, double b) {
            return a != b;
        }

        @Override
        public boolean test(float a, float b) {
            return a != b;
        }

        @Override
        public boolean test(long a, long b) {
            return a != b;
        }
    },
    LT {
        @Override
        public boolean test(double a, double b) {
            return a < b;
        }

        @Override
        public boolean test(float a, float b) {
            return a < b;
        }

        @Override
        public boolean test(long a, long b) {
            return a < b;
        }
    },
    LE {
        @Override
        public boolean test(double a, double b) {
            return a <= b;
        }

        @Override
        public boolean test(float a, float b) {
            return a <= b;
        }

        @Override
        public boolean test(long a, long b) {
            return a <= b;
        }
    },
    GT {
        @Override
        public boolean test(double a, double b) {
            return a > b;
        }

        @Override
        public boolean test(float a, float b) {
            return a > b;
        }

        @Override
        public boolean test(long a, long b) {
            return a > b;
        }
    },
    GE {
        @Override
        public boolean test(double a, double b) {
            return a >= b;
        }

        @Override
        public boolean test(float a, float b) {
            return a >= b;
        }

        @Override
        public boolean test(long a, long b) {
            return a >= b;
        }
    },
    LOGICAL_AND {
        @Override
        public boolean test(double a, double b) {
            return a != 0 && b != 0;
        }

        @Override
        public boolean test(float a, float b) {
            return a != 0 && b != 0;
        }

        @Override
        public boolean test(long a, long b) {
            return a != 0 && b != 0;
        }
    },
    LOGICAL_OR {
        @Override
        public boolean test(double a, double b) {
            return a != 0 || b != 0;
        }

        @Override
        public boolean test(float a, float b) {
            return a != 0 || b != 0;
        }

        @Override
        public boolean test(long a, long b) {
            return a != 0 || b != 0;
        }
    },
    LOGICAL_XOR {
        @Override
        public boolean test(double a, double b) {
            return (a != 0) != (b != 0);
        }

        @Override
        public boolean test(float a, float b) {
            return (a != 0) != (b != 0);
        }

        @Override
        public boolean test(long a, long b) {
            return (a != 0) != (b != 0);
        }
    },
    /// Whether the magnitude of the first is the second: `isinf` when that is infinity.
    ABS_EQ {
        @Override
        public boolean test(double a, double b) {
            return Math.abs(a) == b;
        }

        @Override
        public boolean test(float a, float b) {
            return Math.abs(a) == b;
        }

        @Override
        public boolean test(long a, long b) {
            return Math.abs(a) == b;
        }
    },
    /// Whether the magnitude of the first is below the second: `isfinite` when that is infinity.
    ABS_LT {
        @Override
        public boolean test(double a, double b) {
            return Math.abs(a) < b;
        }

        @Override
        public boolean test(float a, float b) {
            return Math.abs(a) < b;
        }

        @Override
        public boolean test(long a, long b) {
            return Math.abs(a) < b;
        }
    };

    public abstract boolean test(double a, double b);

    public abstract boolean test(float a, float b);

    public abstract boolean test(long a, long b);

    public boolean test(int a, int b) {
        return test((long) a, (long) b);
    }

    public boolean test(byte a, byte b) {
        return test((long) a, (long) b);
    }
}
