package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

/// A node that a recorded operation leaves behind: it knows what came out.
///
/// The first output has fields of its own: most nodes have no other.
abstract sealed class RecordedNode extends GraphNode permits OpNode, FunctionNode {
    private Layout outLayout = Layout.SCALAR;
    private DType outType = DType.FLOAT32;
    private Layout @Nullable [] outLayouts;
    private DType @Nullable [] outTypes;

    RecordedNode(long sequenceNr) {
        super(sequenceNr);
    }

    final void output(Tensor out) {
        outLayout = out.layout();
        outType = out.dtype();
    }

    final void outputs(Tensor[] outs) {
        if (outs.length == 1) {
            output(outs[0]);
            return;
        }
        outLayouts = new Layout[outs.length];
        outTypes = new DType[outs.length];
        for (int k = 0; k < outs.length; k++) {
            outLayouts[k] = outs[k].layout();
            outTypes[k] = outs[k].dtype();
        }
    }

    @Override
    public final int outputs() {
        return outLayouts == null ? 1 : outLayouts.length;
    }

    @Override
    public final int[] outputShape(int k) {
        return (outLayouts == null ? outLayout : outLayouts[k]).shape();
    }

    @Override
    public final DType outputType(int k) {
        return outTypes == null ? outType : outTypes[k];
    }
}
