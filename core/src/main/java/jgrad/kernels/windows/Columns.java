package jgrad.kernels.windows;

/// Windows of a volume written side by side, so that what is done to all of them becomes a product
/// of matrices: row `(c, tap)` of the columns holds what this tap of each window finds in channel
/// `c`.
///
/// A block of columns is made at a time, of some channels and some windows, for a stretch of
/// scratch that stays in the cache.
record Columns<A>(WindowLoops<A> loops, Windows windows) {

    private interface Stretch {
        /// `n` windows, from column `column` on, read the volume from `at` on, a stride apart.
        void run(int column, int at, int n);
    }

    /// Fills `to`, of `(c1 - c0) * taps` rows of `p1 - p0`, from a volume of channels at `at`.
    void fill(A volume, int at, int c0, int c1, int p0, int p1, A to, int toAt) {
        int step = windows.stride()[2];
        rows(
                at,
                c0,
                c1,
                p0,
                p1,
                toAt,
                (column, from, n) -> loops.gather(volume, from, step, to, column, n),
                (column, n) -> loops.zero(to, column, n));
    }

    /// Adds columns to the elements of the volume they were read from.
    void add(A from, int fromAt, int c0, int c1, int p0, int p1, A volume, int at) {
        int step = windows.stride()[2];
        rows(
                at,
                c0,
                c1,
                p0,
                p1,
                fromAt,
                (column, to, n) -> loops.scatter(from, column, volume, to, step, n),
                (column, n) -> {});
    }

    private interface Outside {
        void run(int column, int n);
    }

    private void rows(
            int at, int c0, int c1, int p0, int p1, int blockAt, Stretch inside, Outside outside) {
        int[] k = windows.window();
        int row = blockAt;
        for (int c = c0; c < c1; c++) {
            int plane = at + c * windows.elements();
            for (int kd = 0; kd < k[0]; kd++) {
                for (int kh = 0; kh < k[1]; kh++) {
                    for (int kw = 0; kw < k[2]; kw++) {
                        row(plane, kd, kh, kw, p0, p1, row, inside, outside);
                        row += p1 - p0;
                    }
                }
            }
        }
    }

    private void row(
            int plane,
            int kd,
            int kh,
            int kw,
            int p0,
            int p1,
            int block,
            Stretch inside,
            Outside outside) {
        int[] v = windows.volume();
        int wide = windows.grid()[2];
        int high = windows.grid()[1];
        int first = windows.firstInside(kw);
        int end = windows.endInside(kw);
        int p = p0;
        while (p < p1) {
            int line = p / wide;
            int ow = p % wide;
            int n = Math.min(wide - ow, p1 - p);
            int d = windows.at(0, line / high, kd);
            int h = windows.at(1, line % high, kh);
            int column = block + p - p0;
            if (d < 0 || d >= v[0] || h < 0 || h >= v[1]) {
                outside.run(column, n);
            } else {
                int lo = Math.clamp(first - ow, 0, n);
                int hi = Math.clamp(end - ow, lo, n);
                if (lo > 0) {
                    outside.run(column, lo);
                }
                if (hi > lo) {
                    int w = windows.at(2, ow + lo, kw);
                    inside.run(column + lo, plane + (d * v[1] + h) * v[2] + w, hi - lo);
                }
                if (hi < n) {
                    outside.run(column + hi, n - hi);
                }
            }
            p += n;
        }
    }
}
