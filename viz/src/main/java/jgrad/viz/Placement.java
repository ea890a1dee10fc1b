package jgrad.viz;

/// Where a layout has put the items of a [Sketch]; the origin is the upper left corner.
final class Placement {
    /// Centres of the items.
    final double[] x;

    final double[] y;

    /// For each link a chain of cubic curves from tail to head, `x0 y0 x1 y1 ...`: one start, then
    /// three points a curve.
    final double[][] curves;

    final double width;
    final double height;

    private Placement(double[] x, double[] y, double[][] curves, double width, double height) {
        this.x = x;
        this.y = y;
        this.curves = curves;
        this.width = width;
        this.height = height;
    }

    /// Moves everything so that no item or curve begins left of or above the origin.
    static Placement normalised(Sketch sketch, double[] x, double[] y, double[][] curves) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            Frame frame = sketch.frames.get(i);
            left = Math.min(left, x[i] - frame.width() / 2);
            right = Math.max(right, x[i] + frame.width() / 2);
            top = Math.min(top, y[i] - frame.height() / 2);
            bottom = Math.max(bottom, y[i] + frame.height() / 2);
        }
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i += 2) {
                left = Math.min(left, curve[i]);
                right = Math.max(right, curve[i]);
                top = Math.min(top, curve[i + 1]);
                bottom = Math.max(bottom, curve[i + 1]);
            }
        }
        if (x.length == 0) {
            return new Placement(x, y, curves, 0, 0);
        }
        for (int i = 0; i < x.length; i++) {
            x[i] -= left;
            y[i] -= top;
        }
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i += 2) {
                curve[i] -= left;
                curve[i + 1] -= top;
            }
        }
        return new Placement(x, y, curves, right - left, bottom - top);
    }

    /// The straight line between two points as a cubic curve.
    static double[] line(double x0, double y0, double x1, double y1) {
        return new double[] {
            x0,
            y0,
            x0 + (x1 - x0) / 3,
            y0 + (y1 - y0) / 3,
            x1 - (x1 - x0) / 3,
            y1 - (y1 - y0) / 3,
            x1,
            y1
        };
    }
}
