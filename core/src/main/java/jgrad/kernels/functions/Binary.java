package jgrad.kernels.functions;

/// The elementwise operations of two arguments, named as in PyTorch.
///
/// As in [Unary], `float` is served through `double` and `int` through `long` where nothing else is
/// given. Integers wrap around; an integer divided by zero is refused.
public enum Binary {
    ADD {
        @Override
        public double apply(double a, double b) {
            return a + b;
        }

        @Override
        public float apply(float a, float b) {
            return a + b;
        }

        @Override
        public long apply(long a, long b) {
            return a + b;
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a | b);
        }
    },
    SUB {
        @Override
        public double apply(double a, double b) {
            return a - b;
        }

        @Override
        public float apply(float a, float b) {
            return a - b;
        }

        @Override
        public long apply(long a, long b) {
            return a - b;
        }
    },
    MUL {
        @Override
        public double apply(double a, double b) {
            return a * b;
        }

        @Override
        public float apply(float a, float b) {
            return a * b;
        }

        @Override
        public long apply(long a, long b) {
            return a * b;
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a & b);
        }
    },
    DIV {
        @Override
        public double apply(double a, double b) {
            return a / b;
        }

        @Override
        public float apply(float a, float b) {
            return a / b;
        }
    },
    DIV_TRUNC {
        @Override
        public double apply(double a, double b) {
            return Division.truncate(a / b);
        }

        @Override
        public float apply(float a, float b) {
            return (float) Division.truncate(a / b);
        }

        @Override
        public long apply(long a, long b) {
            return Division.truncate(a, b);
        }
    },
    FLOOR_DIVIDE {
        @Override
        public double apply(double a, double b) {
            return Division.floor(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Division.floor(a, b);
        }

        @Override
        public long apply(long a, long b) {
            return Division.floor(a, b);
        }
    },
    REMAINDER {
        @Override
        public double apply(double a, double b) {
            return Division.remainder(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Division.remainder(a, b);
        }

        @Override
        public long apply(long a, long b) {
            return Division.remainder(a, b);
        }
    },
    FMOD {
        @Override
        public double apply(double a, double b) {
            return a % b;
        }

        @Override
        public float apply(float a, float b) {
            return a % b;
        }

        @Override
        public long apply(long a, long b) {
            return Division.modulo(a, b);
        }
    },
    POW {
        @Override
        public double apply(double a, double b) {
            return Special.pow(a, b);
        }

        @Override
        public long apply(long a, long b) {
            return Special.pow(a, b);
        }
    },
    /// `b` where the two are equal, which tells zeros apart; NaN where one of them is.
    MAXIMUM {
        @Override
        public double apply(double a, double b) {
            return a > b || a != a ? a : b;
        }

        @Override
        public float apply(float a, float b) {
            return a > b || a != a ? a : b;
        }

        @Override
        public long apply(long a, long b) {
            return Math.max(a, b);
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a | b);
        }
    },
    /// As `MAXIMUM`.
    MINIMUM {
        @Override
        public double apply(double a, double b) {
            return a < b || a != a ? a : b;
        }

        @Override
        public float apply(float a, float b) {
            return a < b || a != a ? a : b;
        }

        @Override
        public long apply(long a, long b) {
            return Math.min(a, b);
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a & b);
        }
    },
    FMAX {
        @Override
        public double apply(double a, double b) {
            return b > a || a != a ? b : a;
        }

        @Override
        public long apply(long a, long b) {
            return Math.max(a, b);
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a | b);
        }
    },
    FMIN {
        @Override
        public double apply(double a, double b) {
            return b < a || a != a ? b : a;
        }

        @Override
        public long apply(long a, long b) {
            return Math.min(a, b);
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a & b);
        }
    },
    ATAN2 {
        @Override
        public double apply(double a, double b) {
            return Math.atan2(a, b);
        }
    },
    HYPOT {
        @Override
        public double apply(double a, double b) {
            return Math.hypot(a, b);
        }
    },
    COPYSIGN {
        @Override
        public double apply(double a, double b) {
            return Math.copySign(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Math.copySign(a, b);
        }
    },
    LOGADDEXP {
        @Override
        public double apply(double a, double b) {
            return Special.logAddExp(a, b);
        }
    },
    XLOGY {
        @Override
        public double apply(double a, double b) {
            return b != b ? b : a == 0 ? 0 : a * Math.log(b);
        }
    },
    HEAVISIDE {
        @Override
        public double apply(double a, double b) {
            return a == 0 ? b : a > 0 ? 1 : 0;
        }

        @Override
        public long apply(long a, long b) {
            return a == 0 ? b : a > 0 ? 1 : 0;
        }

        @Override
        public byte apply(byte a, byte b) {
            return a == 0 ? b : 1;
        }
    },
    BITWISE_AND {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return a & b;
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a & b);
        }
    },
    BITWISE_OR {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return a | b;
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a | b);
        }
    },
    BITWISE_XOR {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return a ^ b;
        }

        @Override
        public byte apply(byte a, byte b) {
            return (byte) (a ^ b);
        }
    },
    GCD {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return Division.gcd(a, b);
        }
    },
    LCM {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return Division.lcm(a, b);
        }
    },
    LEFT_SHIFT {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return b < 0 || b > 63 ? 0 : a << b;
        }
    },
    RIGHT_SHIFT {
        @Override
        public double apply(double a, double b) {
            throw notFor("Double");
        }

        @Override
        public float apply(float a, float b) {
            throw notFor("Float");
        }

        @Override
        public long apply(long a, long b) {
            return b < 0 || b > 63 ? a >> 63 : a >> b;
        }
    },
    LEAKY_RELU {
        @Override
        public double apply(double a, double b) {
            return a > 0 ? a : a * b;
        }

        @Override
        public float apply(float a, float b) {
            return a > 0 ? a : a * b;
        }
    },
    TANH_BACKWARD {
        @Override
        public double apply(double a, double b) {
            return a * (1 - b * b);
        }

        @Override
        public float apply(float a, float b) {
            return a * (1 - b * b);
        }
    },
    SIGMOID_BACKWARD {
        @Override
        public double apply(double a, double b) {
            return a * (1 - b) * b;
        }

        @Override
        public float apply(float a, float b) {
            return a * (1 - b) * b;
        }
    },
    SILU_BACKWARD {
        @Override
        public double apply(double a, double b) {
            return Special.siluBackward(a, b);
        }
    },
    GELU_BACKWARD {
        @Override
        public double apply(double a, double b) {
            return Special.geluBackward(a, b);
        }
    };

    final IllegalArgumentException notFor(String scalarName) {
        return NotImplemented.forType(this, scalarName);
    }

    public abstract double apply(double a, double b);

    public float apply(float a, float b) {
        return (float) apply((double) a, (double) b);
    }

    public long apply(long a, long b) {
        throw notFor("Long");
    }

    public int apply(int a, int b) {
        return (int) apply((long) a, (long) b);
    }

    public byte apply(byte a, byte b) {
        throw notFor("Bool");
    }
}
