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
        double sumOurs = 0;
        double sumTheirs = 0;
        for (int i = 0; i < ours.length; i++) {
            greatest = Math.max(greatest, Math.abs((double) theirs[i]));
            sumOurs += ours[i];
            sumTheirs += theirs[i];
        }
        double allowed = tolerance * Math.max(greatest, Float.MIN_NORMAL);
        for (int i = 0; i < ours.length; i++) {
            if (!(Math.abs((double) ours[i] - theirs[i]) <= allowed)
                    && Float.compare(ours[i], theirs[i]) != 0) {
                return "element " + i + " is " + ours[i] + ", libtorch's " + theirs[i];
            }
        }
        // Errors that all go one way add up; those of rounding mostly cancel.
        return Math.abs(sumOurs - sumTheirs) <= allowed * Math.sqrt(ours.length) * 4
                ? ""
                : "the sum is " + sumOurs + ", libtorch's " + sumTheirs;
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
