package jgrad.kernels.functions;

/// The elementwise operations of three arguments, some of which are usually a single number
/// repeated.
public enum Ternary {
    /// `a + c b`, which is `add` with alpha.
    ADD_SCALED {
        @Override
        public double apply(double a, double b, double c) {
            return a + c * b;
        }

        @Override
        public float apply(float a, float b, float c) {
            return a + c * b;
        }

        @Override
        public long apply(long a, long b, long c) {
            return a + c * b;
        }
    },
    /// `a` kept between `b` and `c`; `c` where the two contradict each other, NaN where one of the
    /// three is.
    CLAMP {
        @Override
        public double apply(double a, double b, double c) {
            return Special.clamp(a, b, c);
        }

        @Override
        public float apply(float a, float b, float c) {
            return Special.clamp(a, b, c);
        }

        @Override
        public long apply(long a, long b, long c) {
            return Math.min(Math.max(a, b), c);
        }
    },
    /// From `a` to `b` by the weight `c`, from whichever end is nearer so that weight 1 gives `b`
    /// exactly.
    LERP {
        @Override
        public double apply(double a, double b, double c) {
            return Math.abs(c) < 0.5 ? a + c * (b - a) : b - (b - a) * (1 - c);
        }

        @Override
        public float apply(float a, float b, float c) {
            return Math.abs(c) < 0.5f ? a + c * (b - a) : b - (b - a) * (1 - c);
        }
    },
    /// `a` above the threshold `b`, else `c`.
    THRESHOLD {
        @Override
        public double apply(double a, double b, double c) {
            return a <= b ? c : a;
        }

        @Override
        public float apply(float a, float b, float c) {
            return a <= b ? c : a;
        }

        @Override
        public long apply(long a, long b, long c) {
            return a <= b ? c : a;
        }
    },
    /// The gradient `a` where `b` is above the threshold `c`, else 0. See Note [Choice of bits].
    THRESHOLD_BACKWARD {
        @Override
        public double apply(double a, double b, double c) {
            return Double.longBitsToDouble(b <= c ? 0 : Double.doubleToRawLongBits(a));
        }

        @Override
        public float apply(float a, float b, float c) {
            return Float.intBitsToFloat(b <= c ? 0 : Float.floatToRawIntBits(a));
        }

        @Override
        public long apply(long a, long b, long c) {
            return b <= c ? 0 : a;
        }
    },
    /// The gradient `a` where `b` is positive, else `c a`.
    LEAKY_RELU_BACKWARD {
        @Override
        public double apply(double a, double b, double c) {
            return b > 0 ? a : a * c;
        }

        @Override
        public float apply(float a, float b, float c) {
            return b > 0 ? a : a * c;
        }
    },
    /// `log(1 + exp(b a)) / b`, or `a` itself where `b a` is above `c`.
    SOFTPLUS {
        @Override
        public double apply(double a, double b, double c) {
            return a * b > c ? a : Math.log1p(Math.exp(a * b)) / b;
        }

        @Override
        public float apply(float a, float b, float c) {
            return a * b > c ? a : (float) (Math.log1p(Math.exp(a * b)) / b);
        }
    };

    final IllegalArgumentException notFor(String scalarName) {
        return NotImplemented.forType(this, scalarName);
    }

    public abstract double apply(double a, double b, double c);

    public abstract float apply(float a, float b, float c);

    public long apply(long a, long b, long c) {
        throw notFor("Long");
    }

    public int apply(int a, int b, int c) {
        return (int) apply((long) a, (long) b, (long) c);
    }

    public byte apply(byte a, byte b, byte c) {
        throw notFor("Bool");
    }
}
