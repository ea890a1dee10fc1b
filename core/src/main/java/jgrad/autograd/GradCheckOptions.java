package jgrad.autograd;

/// What [GradCheck] checks, and how closely.
///
/// A value that never changes: `GradCheckOptions.DEFAULT.eps(1e-4).checkForwardAd()`.
///
/// @param eps the step of the finite differences
/// @param atol how much a derivative may be off
/// @param rtol how much of its size it may be off besides
/// @param nondetTol how much two backward passes may differ
/// @param raisesException a failure throws; else it gives false
/// @param checksUndefinedGrad the last node must bear gradients that are not there
/// @param checksForwardAd forward mode is checked as well
/// @param checksBatchedGrad the backward pass must be batchable by vmap
/// @param isFastMode one random product with the Jacobian is compared, not its every element
public record GradCheckOptions(
        double eps,
        double atol,
        double rtol,
        double nondetTol,
        boolean raisesException,
        boolean checksUndefinedGrad,
        boolean checksForwardAd,
        boolean checksBatchedGrad,
        boolean isFastMode) {
    public static final GradCheckOptions DEFAULT =
            new GradCheckOptions(1e-6, 1e-5, 1e-3, 0, true, true, false, false, false);

    /// The step of the finite differences. Torch: `eps=`.
    public GradCheckOptions eps(double value) {
        return new GradCheckOptions(
                value,
                atol,
                rtol,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// How much a derivative may be off. Torch: `atol=`.
    public GradCheckOptions atol(double value) {
        return new GradCheckOptions(
                eps,
                value,
                rtol,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// How much of its size a derivative may be off, besides `atol`. Torch: `rtol=`.
    public GradCheckOptions rtol(double value) {
        return new GradCheckOptions(
                eps,
                atol,
                value,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// How much two backward passes may differ. Torch: `nondet_tol=`.
    public GradCheckOptions nondetTol(double value) {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                value,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// Whether a failure throws, as by default, or gives false. Torch: `raise_exception=`.
    public GradCheckOptions raiseException(boolean on) {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                nondetTol,
                on,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// Whether the last node must bear gradients that are not there, as by default. Torch:
    /// `check_undefined_grad=`.
    public GradCheckOptions checkUndefinedGrad(boolean on) {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                nondetTol,
                raisesException,
                on,
                checksForwardAd,
                checksBatchedGrad,
                isFastMode);
    }

    /// Checks forward mode as well. Torch: `check_forward_ad=True`.
    public GradCheckOptions checkForwardAd() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                true,
                checksBatchedGrad,
                isFastMode);
    }

    /// Checks that the backward pass can be batched by vmap. Torch: `check_batched_grad=True`.
    public GradCheckOptions checkBatchedGrad() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                true,
                isFastMode);
    }

    /// Compares one random product with the Jacobian, not its every element. Torch:
    /// `fast_mode=True`.
    public GradCheckOptions fastMode() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                nondetTol,
                raisesException,
                checksUndefinedGrad,
                checksForwardAd,
                checksBatchedGrad,
                true);
    }
}
