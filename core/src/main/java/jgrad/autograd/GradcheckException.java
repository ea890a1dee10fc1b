package jgrad.autograd;

/// A derivative that [GradCheck] found to be wrong; the message says where and by how much.
///
/// Torch: `torch.autograd.gradcheck.GradcheckError`.
public final class GradcheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GradcheckException(String message) {
        super(message);
    }
}
