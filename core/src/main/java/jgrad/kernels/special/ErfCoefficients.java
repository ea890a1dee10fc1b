package jgrad.kernels.special;

/// The coefficients of the error function in doubles, fitted to the least greatest relative error.
///
/// For x up to 1, `erf(x) = x + x p(x^2)`, where p has the coefficients P0, P1, ... For x from 0 to
/// 28, `erfc(x) = exp(-x^2) w(t) / (x + 4)` with `t = (x - 4) / (x + 4)`, where w has the
/// coefficients W0, W1, ...
public final class ErfCoefficients {
    public static final double P0 = 0x1.06eba8214db68p-3;
    public static final double P1 = -0x1.812746b0379a2p-2;
    public static final double P2 = 0x1.ce2f21a03fdd1p-4;
    public static final double P3 = -0x1.b82ce311c1bf7p-6;
    public static final double P4 = 0x1.565bccf24b31bp-8;
    public static final double P5 = -0x1.c02daf43fb994p-11;
    public static final double P6 = 0x1.f9a2a478d8232p-14;
    public static final double P7 = -0x1.f4c908b0ef1aep-17;
    public static final double P8 = 0x1.b973e06f603acp-20;
    public static final double P9 = -0x1.5bc11e815921cp-23;
    public static final double P10 = 0x1.d54a820f35310p-27;
    public static final double P11 = -0x1.a679d0fe9ac1bp-31;
    public static final double W0 = 0x1.18932bf08e154p0;
    public static final double W1 = -0x1.f3fe31ecb49bep-1;
    public static final double W2 = 0x1.8be202d26c79ap-1;
    public static final double W3 = -0x1.14eacb1ad03e8p-1;
    public static final double W4 = 0x1.52cac2370c8cfp-2;
    public static final double W5 = -0x1.645fd8a4b7077p-3;
    public static final double W6 = 0x1.38dbd2c9f4903p-4;
    public static final double W7 = -0x1.b00c052dc2d14p-6;
    public static final double W8 = 0x1.908f46779107fp-8;
    public static final double W9 = -0x1.269b519172018p-12;
    public static final double W10 = -0x1.dd28059543896p-12;
    public static final double W11 = 0x1.72cdc459822f8p-13;
    public static final double W12 = -0x1.e85d1cfd5c4dap-19;
    public static final double W13 = -0x1.3c75afec348ddp-16;
    public static final double W14 = 0x1.3b8db488cf4fep-18;
    public static final double W15 = 0x1.7fbeeb3bb9aafp-20;
    public static final double W16 = -0x1.cbd1346a7844fp-21;
    public static final double W17 = -0x1.6e10a5ad5672ep-24;
    public static final double W18 = 0x1.19a8ae60c4734p-23;
    public static final double W19 = 0x1.56c3f1cf93937p-27;
    public static final double W20 = -0x1.1cd2a158c9240p-26;
    public static final double W21 = -0x1.ced419cc76312p-29;
    public static final double W22 = 0x1.cf983d9c9eec1p-33;

    private ErfCoefficients() {}
}
