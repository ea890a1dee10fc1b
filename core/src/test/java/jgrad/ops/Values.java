package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

/// Inputs and results as a rule reads them, without a node.
record Values(Tensor[] inputValues, Tensor[] results) implements Saved {
    @Override
    public Tensor input(int i) {
        return inputValues[i];
    }

    @Override
    public Tensor result(int k) {
        return results[k];
    }

    @Override
    public int[] shape(int i) {
        return inputValues[i].shape().sizes();
    }

    @Override
    public DType dtype(int i) {
        return inputValues[i].dtype();
    }

    @Override
    public Layout layout(int i) {
        return Raw.layout(inputValues[i]);
    }

    @Override
    public int inputs() {
        return inputValues.length;
    }
}
