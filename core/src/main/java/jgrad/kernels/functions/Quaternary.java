package jgrad.kernels.functions;

/// The elementwise operations of four arguments, of which the last ones are usually a single number
/// repeated.
public enum Quaternary {
    /// `a + d b c`
    ADDCMUL {
        @Override
        public double apply(double a, double b, double c, double d) {
            return a + d * b * c;
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return a + d * b * c;
        }

        @Override
        public long apply(long a, long b, long c, long d) {
            return a + d * b * c;
        }
    },
    /// `a + d b / c`
    ADDCDIV {
        @Override
        public double apply(double a, double b, double c, double d) {
            return a + d * b / c;
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return a + d * b / c;
        }
    },
    /// The gradient `a` where `b` lies strictly between `c` and `d`, else 0.
    HARDTANH_BACKWARD {
        @Override
        public double apply(double a, double b, double c, double d) {
            return b > c && b < d ? a : 0;
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return b > c && b < d ? a : 0;
        }
    },
    /// The gradient `a` where `b` lies between `c` and `d` or on them, else 0.
    CLAMP_BACKWARD {
        @Override
        public double apply(double a, double b, double c, double d) {
            return b >= c && b <= d ? a : 0;
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return b >= c && b <= d ? a : 0;
        }
    },
    /// `c a` for a positive `a`, else `b c (exp(d a) - 1)`.
    ELU {
        @Override
        public double apply(double a, double b, double c, double d) {
            return a > 0 ? c * a : b * c * Math.expm1(d * a);
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return a > 0 ? c * a : (float) (b * c * Math.expm1(d * a));
        }
    },
    /// The derivative of softplus at `b` with beta `c` and threshold `d`, times the gradient `a`.
    SOFTPLUS_BACKWARD {
        @Override
        public double apply(double a, double b, double c, double d) {
            return b * c > d ? a : a / (1 + Math.exp(-b * c));
        }

        @Override
        public float apply(float a, float b, float c, float d) {
            return b * c > d ? a : (float) (a / (1 + Math.exp(-b * c)));
        }
    };

    final IllegalArgumentException notFor(String scalarName) {
        return NotImplemented.forType(this, scalarName);
    }

    public abstract double apply(double a, double b, double c, double d);

    public abstract float apply(float a, float b, float c, float d);

    public long apply(long a, long b, long c, long d) {
        throw notFor("Long");
    }

    public int apply(int a, int b, int c, int d) {
        return (int) apply((long) a, (long) b, (long) c, (long) d);
    }

    public byte apply(byte a, byte b, byte c, byte d) {
        throw notFor("Bool");
    }
}
