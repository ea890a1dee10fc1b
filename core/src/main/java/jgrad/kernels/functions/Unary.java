package jgrad.kernels.functions;

import jgrad.kernels.special.ErrorFunctions;

/// The elementwise operations of one argument, named as in PyTorch.
///
/// Each is a function on numbers; `Chosen.of` gives the loop that runs it over arrays. One that is
/// given for `double` only serves `float` through it, correctly rounded or nearly so; `int` is
/// served by way of `long`, whose low bits are the same. bool is a byte of 0 or 1.
public enum Unary {
    NEG {
        @Override
        public double apply(double x) {
            return -x;
        }

        @Override
        public float apply(float x) {
            return -x;
        }

        @Override
        public long apply(long x) {
            return -x;
        }
    },
    ABS {
        @Override
        public double apply(double x) {
            return Math.abs(x);
        }

        @Override
        public float apply(float x) {
            return Math.abs(x);
        }

        @Override
        public long apply(long x) {
            return Math.abs(x);
        }

        @Override
        public byte apply(byte x) {
            return x;
        }
    },
    SIGN {
        @Override
        public double apply(double x) {
            return x > 0 ? 1 : x < 0 ? -1 : 0;
        }

        @Override
        public float apply(float x) {
            return x > 0 ? 1 : x < 0 ? -1 : 0;
        }

        @Override
        public long apply(long x) {
            return Long.signum(x);
        }

        @Override
        public byte apply(byte x) {
            return x;
        }
    },
    SQUARE {
        @Override
        public double apply(double x) {
            return x * x;
        }

        @Override
        public float apply(float x) {
            return x * x;
        }

        @Override
        public long apply(long x) {
            return x * x;
        }

        @Override
        public byte apply(byte x) {
            return x;
        }
    },
    RECIPROCAL {
        @Override
        public double apply(double x) {
            return 1 / x;
        }

        @Override
        public float apply(float x) {
            return 1 / x;
        }
    },
    SQRT {
        @Override
        public double apply(double x) {
            return Math.sqrt(x);
        }
    },
    RSQRT {
        @Override
        public double apply(double x) {
            return 1 / Math.sqrt(x);
        }
    },
    EXP {
        @Override
        public double apply(double x) {
            return Math.exp(x);
        }
    },
    EXP2 {
        @Override
        public double apply(double x) {
            return Special.exp2(x);
        }
    },
    EXPM1 {
        @Override
        public double apply(double x) {
            return Math.expm1(x);
        }
    },
    LOG {
        @Override
        public double apply(double x) {
            return Math.log(x);
        }
    },
    LOG2 {
        @Override
        public double apply(double x) {
            return Special.log2(x);
        }
    },
    LOG10 {
        @Override
        public double apply(double x) {
            return Math.log10(x);
        }
    },
    LOG1P {
        @Override
        public double apply(double x) {
            return Math.log1p(x);
        }
    },
    SIN {
        @Override
        public double apply(double x) {
            return Math.sin(x);
        }
    },
    COS {
        @Override
        public double apply(double x) {
            return Math.cos(x);
        }
    },
    TAN {
        @Override
        public double apply(double x) {
            return Math.tan(x);
        }
    },
    ASIN {
        @Override
        public double apply(double x) {
            return Math.asin(x);
        }
    },
    ACOS {
        @Override
        public double apply(double x) {
            return Math.acos(x);
        }
    },
    ATAN {
        @Override
        public double apply(double x) {
            return Math.atan(x);
        }
    },
    SINH {
        @Override
        public double apply(double x) {
            return Math.sinh(x);
        }
    },
    COSH {
        @Override
        public double apply(double x) {
            return Math.cosh(x);
        }
    },
    TANH {
        @Override
        public double apply(double x) {
            return Math.tanh(x);
        }
    },
    ASINH {
        @Override
        public double apply(double x) {
            return Special.asinh(x);
        }
    },
    ACOSH {
        @Override
        public double apply(double x) {
            return Special.acosh(x);
        }
    },
    ATANH {
        @Override
        public double apply(double x) {
            return Special.atanh(x);
        }
    },
    SIGMOID {
        @Override
        public double apply(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    },
    LOG_SIGMOID {
        @Override
        public double apply(double x) {
            return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
        }
    },
    SILU {
        @Override
        public double apply(double x) {
            return x / (1 + Math.exp(-x));
        }
    },
    /// Note [Choice of bits]: the compiler moves integers conditionally, and jumps to choose
    /// between floating-point numbers; on random signs that took ten times as long.
    RELU {
        @Override
        public double apply(double x) {
            return Double.longBitsToDouble(x < 0 ? 0 : Double.doubleToRawLongBits(x));
        }

        @Override
        public float apply(float x) {
            return Float.intBitsToFloat(x < 0 ? 0 : Float.floatToRawIntBits(x));
        }

        @Override
        public long apply(long x) {
            return Math.max(x, 0);
        }
    },
    ERF {
        @Override
        public double apply(double x) {
            return ErrorFunctions.erf(x);
        }
    },
    ERFC {
        @Override
        public double apply(double x) {
            return ErrorFunctions.erfc(x);
        }
    },
    GELU {
        @Override
        public double apply(double x) {
            return 0.5 * x * ErrorFunctions.erfc(-x * Special.SQRT_HALF);
        }
    },
    FLOOR {
        @Override
        public double apply(double x) {
            return Math.floor(x);
        }

        @Override
        public long apply(long x) {
            return x;
        }
    },
    CEIL {
        @Override
        public double apply(double x) {
            return Math.ceil(x);
        }

        @Override
        public long apply(long x) {
            return x;
        }
    },
    ROUND {
        @Override
        public double apply(double x) {
            return Math.rint(x);
        }

        @Override
        public long apply(long x) {
            return x;
        }
    },
    TRUNC {
        @Override
        public double apply(double x) {
            return x < 0 ? Math.ceil(x) : Math.floor(x);
        }

        @Override
        public long apply(long x) {
            return x;
        }
    },
    FRAC {
        @Override
        public double apply(double x) {
            return x - (x < 0 ? Math.ceil(x) : Math.floor(x));
        }
    },
    BITWISE_NOT {
        @Override
        public double apply(double x) {
            throw notFor("Double");
        }

        @Override
        public float apply(float x) {
            throw notFor("Float");
        }

        @Override
        public long apply(long x) {
            return ~x;
        }

        @Override
        public byte apply(byte x) {
            return (byte) (x ^ 1);
        }
    };

    final IllegalArgumentException notFor(String scalarName) {
        return NotImplemented.forType(this, scalarName);
    }

    public abstract double apply(double x);

    public float apply(float x) {
        return (float) apply((double) x);
    }

    public long apply(long x) {
        throw notFor("Long");
    }

    public int apply(int x) {
        return (int) apply((long) x);
    }

    public byte apply(byte x) {
        throw notFor("Bool");
    }
}
