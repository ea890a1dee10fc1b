package jgrad.kernels.windows;

import jgrad.kernels.walk.Dense;

/// Convolution of one channel with the taps of another, added up tap after tap along rows: for
/// groups of so few channels that a product of matrices would have no shape.
record Depthwise<A>(WindowLoops<A> loops, Windows windows) {

    private interface Row {
        /// `n` windows from `p` on, in a row along the width, read the channel from `at` on.
        void run(int tap, int p, int at, int n);
    }

    /// Adds to the places at `to` of `y`.
    void forward(Dense<A> x, int channel, Dense<A> w, int weight, A y, int to) {
        int step = windows.stride()[2];
        rows((tap, p, at, n) ->
                loops.addScaled(
                        w.array(),
                        w.at() + weight + tap,
                        x.array(),
                        x.at() + channel + at,
                        step,
                        y,
                        to + p,
                        n));
    }

    /// Adds to the elements at `to` of `x`.
    void toInput(Dense<A> g, int place, Dense<A> w, int weight, A x, int to) {
        int step = windows.stride()[2];
        rows((tap, p, at, n) ->
                loops.scatterScaled(
                        w.array(),
                        w.at() + weight + tap,
                        g.array(),
                        g.at() + place + p,
                        x,
                        to + at,
                        step,
                        n));
    }

    /// Adds to the taps at `to` of `w`.
    void toWeight(Dense<A> g, int place, Dense<A> x, int channel, A w, int to) {
        int step = windows.stride()[2];
        rows((tap, p, at, n) ->
                loops.addDot(
                        g.array(),
                        g.at() + place + p,
                        x.array(),
                        x.at() + channel + at,
                        step,
                        n,
                        w,
                        to + tap));
    }

    /// Every tap of every window that lies inside, line by line.
    private void rows(Row row) {
        int[] v = windows.volume();
        int[] k = windows.window();
        int[] grid = windows.grid();
        for (int line = 0; line < grid[0] * grid[1]; line++) {
            for (int kd = 0; kd < k[0]; kd++) {
                for (int kh = 0; kh < k[1]; kh++) {
                    int d = windows.at(0, line / grid[1], kd);
                    int h = windows.at(1, line % grid[1], kh);
                    if (d >= 0 && d < v[0] && h >= 0 && h < v[1]) {
                        int tap = (kd * k[1] + kh) * k[2];
                        line(row, tap, line * grid[2], (d * v[1] + h) * v[2]);
                    }
                }
            }
        }
    }

    private void line(Row row, int tap, int p, int at) {
        for (int kw = 0; kw < windows.window()[2]; kw++) {
            int lo = windows.firstInside(kw);
            int n = windows.endInside(kw) - lo;
            if (n > 0) {
                row.run(tap + kw, p + lo, at + windows.at(2, lo, kw), n);
            }
        }
    }
}
