package jgrad.autograd;

/// What [GradCheck] checks, and how closely: `DEFAULT.withEps(1e-4).forward()`.
///
/// @param eps the step of the finite differences
/// @param atol how much a derivative may be off
/// @param rtol how much of its size it may be off besides
/// @param raiseException throw on failure, or return false
/// @param checkForwardAd check forward mode as well
/// @param checkBatchedGrad check that the backward pass can be batched by vmap
/// @param checkUndefinedGrad check that the last node bears gradients that are not there
/// @param nondetTol how much two backward passes may differ
/// @param fastMode compare one random product with the Jacobian, not its every element
public record GradCheckOptions(
        double eps,
        double atol,
        double rtol,
        boolean raiseException,
        boolean checkForwardAd,
        boolean checkBatchedGrad,
        boolean checkUndefinedGrad,
        double nondetTol,
        boolean fastMode) {
    public static final GradCheckOptions DEFAULT =
            new GradCheckOptions(1e-6, 1e-5, 1e-3, true, false, false, true, 0, false);

    /// These options with another step.
    public GradCheckOptions withEps(double step) {
        return new GradCheckOptions(
                step,
                atol,
                rtol,
                raiseException,
                checkForwardAd,
                checkBatchedGrad,
                checkUndefinedGrad,
                nondetTol,
                fastMode);
    }

    /// These options with other tolerances.
    public GradCheckOptions withTolerance(double absolute, double relative) {
        return new GradCheckOptions(
                eps,
                absolute,
                relative,
                raiseException,
                checkForwardAd,
                checkBatchedGrad,
                checkUndefinedGrad,
                nondetTol,
                fastMode);
    }

    /// These options, returning false on failure.
    public GradCheckOptions quiet() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                false,
                checkForwardAd,
                checkBatchedGrad,
                checkUndefinedGrad,
                nondetTol,
                fastMode);
    }

    /// These options, checking forward mode too.
    public GradCheckOptions forward() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                raiseException,
                true,
                checkBatchedGrad,
                checkUndefinedGrad,
                nondetTol,
                fastMode);
    }

    /// These options, checking batched backward passes too.
    public GradCheckOptions batched() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                raiseException,
                checkForwardAd,
                true,
                checkUndefinedGrad,
                nondetTol,
                fastMode);
    }

    /// These options, by random products.
    public GradCheckOptions fast() {
        return new GradCheckOptions(
                eps,
                atol,
                rtol,
                raiseException,
                checkForwardAd,
                checkBatchedGrad,
                checkUndefinedGrad,
                nondetTol,
                true);
    }
}
