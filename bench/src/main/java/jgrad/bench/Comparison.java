package jgrad.bench;

import java.util.Arrays;
import java.util.List;

/// Whether results are the same: before that, no time of theirs means anything.
final class Comparison {
    private Comparison() {}

    /// What is wrong with our results beside libtorch's; empty if nothing.
    static String faults(List<float[]> ours, List<float[]> theirs, double tolerance) {
        if (ours.size() != theirs.size()) {
            return "jgrad gives " + ours.size() + " results, libtorch " + theirs.size();
        }
        for (int r = 0; r < ours.size(); r++) {
            String fault = fault(ours.get(r), theirs.get(r), tolerance);
            if (!fault.isEmpty()) {
                return "result " + r + ": " + fault;
            }
        }
        return "";
    }

    private static String fault(float[] ours, float[] theirs, double tolerance) {
        if (ours.length != theirs.length) {
            return "jgrad has " + ours.length + " elements, libtorch " + theirs.length;
        }
        double greatest = 0;
        for (float value : theirs) {
            greatest =
                    Float.isFinite(value) ? Math.max(greatest, Math.abs((double) value)) : greatest;
        }
        double allowed = tolerance * Math.max(greatest, Float.MIN_NORMAL);
        double apart = 0;
        for (int i = 0; i < ours.length; i++) {
            if (Float.compare(ours[i], theirs[i]) == 0) {
                continue; // infinities and NaN included
            }
            double off = (double) ours[i] - theirs[i];
            if (!(Math.abs(off) <= allowed)) {
                return "element " + i + " is " + ours[i] + ", libtorch's " + theirs[i];
            }
            apart += off;
        }
        // Errors that all go one way add up; those of rounding mostly cancel.
        return Math.abs(apart) <= allowed * Math.sqrt(ours.length) * 4
                ? ""
                : "the sum is off by " + apart;
    }

    static boolean sameBits(List<float[]> a, List<float[]> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int r = 0; r < a.size(); r++) {
            if (!Arrays.equals(a.get(r), b.get(r))) {
                return false;
            }
        }
        return true;
    }
}
