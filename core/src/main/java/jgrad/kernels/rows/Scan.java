package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.FoldPlan;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Running sums and products along one dimension. Integers and bools give int64.
///
/// As in PyTorch, floating-point values run as doubles and each result is rounded by itself.
/// Elements are read where they lie, a [RunningBlock] at a time, and written once.
public final class Scan {
    /// Dimensions behind the scanned one below which a row of them is not worth a call.
    private static final int NARROW = 64;

    private final Tensor x;
    private final Span span;
    private final Storage out;
    private final DType type;
    private final boolean product;
    private final boolean backwards;

    private Scan(Tensor x, int dim, boolean product, boolean backwards) {
        this.span = Span.of(Raw.shape(x), dim);
        this.x = isReadable(x, dim) ? x : contiguous(x);
        this.type = x.dtype().isFloating() ? x.dtype() : DType.INT64;
        this.out = Storage.uninitialized(type, x.numel());
        this.product = product;
        this.backwards = backwards;
    }

    /// `y_i = x_0 + ... + x_i` along `dim`.
    ///
    /// Torch: `aten::cumsum`.
    public static Tensor cumsum(Tensor x, int dim) {
        return new Scan(x, dim, false, false).run(dim);
    }

    /// `y_i = x_i + ... + x_(n-1)` along `dim`, the derivative of [#cumsum(Tensor, int)]: the bits
    /// of `x.flip(dim).cumsum(dim).flip(dim)`.
    public static Tensor cumsumFromEnd(Tensor x, int dim) {
        return new Scan(x, dim, false, true).run(dim);
    }

    /// `y_i = x_0 * ... * x_i` along `dim`.
    ///
    /// Torch: `aten::cumprod`.
    public static Tensor cumprod(Tensor x, int dim) {
        return new Scan(x, dim, true, false).run(dim);
    }

    private Tensor run(int dim) {
        int n = span.n();
        int inner = span.inner();
        Layout from = Raw.layout(x);
        int along = from.dim() == 0 ? 1 : from.strides()[dim];
        int across = across(from, dim);
        if (x.numel() > 0) {
            if (inner == 1) {
                int together = rowsAtOnce();
                int groups = (span.outer() - 1) / together + 1;
                inParallel(groups, (long) n * together, together, (b, g) -> rows(b, g, dim, along));
            } else if (inner < NARROW) {
                inParallel(
                        span.outer(), (long) n * inner, inner, (b, o) -> narrow(b, o, dim, across));
            } else {
                int parts = (inner - 1) / RunningBlock.WIDTH + 1;
                inParallel(
                        span.outer() * parts,
                        (long) n * Math.min(inner, RunningBlock.WIDTH),
                        Math.min(inner, RunningBlock.WIDTH),
                        (b, u) -> {
                            int column = u % parts * RunningBlock.WIDTH;
                            wide(b, u / parts, column, dim, along, across);
                        });
            }
        }
        return new Tensor(out, Layout.contiguous(from.shape()), type);
    }

    /// A part of the work that depends on no other, done with a block of the thread's own.
    private interface Unit {
        void run(RunningBlock block, int unit);
    }

    private void inParallel(int units, long elements, int lanes, Unit unit) {
        Parallel.forRange(
                units,
                (int) Math.max(1, FoldPlan.GRAIN / elements),
                (lo, hi) -> {
                    RunningBlock block =
                            RunningBlock.of(Raw.storage(x).array(), x.dtype(), out.array(), type);
                    for (int u = lo; u < hi; u++) {
                        block.start(lanes, product);
                        unit.run(block, u);
                    }
                });
    }

    /// Several rows at once, all of them if they are short, else a part of each after another.
    private void rows(RunningBlock block, int group, int dim, int along) {
        int n = span.n();
        int apart = Math.min(n, RunningBlock.ROW);
        int first = group * rowsAtOnce();
        int count = Math.min(rowsAtOnce(), span.outer() - first);
        boolean endToEnd = n == apart && Raw.layout(x).isContiguous();
        for (int done = 0; done < n; done += apart) {
            int m = Math.min(apart, n - done);
            int i = backwards ? n - done - m : done;
            if (endToEnd) {
                block.load(position(first, dim), 1, count * n, 0);
            } else {
                for (int r = 0; r < count; r++) {
                    block.load(position(first + r, dim) + i * along, along, m, r * apart);
                }
            }
            int start = backwards ? m - 1 : 0;
            for (int r = 0; r < count; r += RunningBlock.LANES) { // the last ones may run idly
                block.runLanes(r, r * apart + start, backwards ? -1 : 1, apart, m, product);
            }
            if (n == apart) {
                block.store(0, count * n, first * n);
            } else {
                for (int r = 0; r < count; r++) {
                    block.store(r * apart, m, (first + r) * n + i);
                }
            }
        }
    }

    private int rowsAtOnce() {
        int fit = RunningBlock.SIZE / Math.clamp(span.n(), 2, RunningBlock.ROW);
        return fit - fit % RunningBlock.LANES;
    }

    /// Rows of few columns, as many as the block holds.
    private void narrow(RunningBlock block, int o, int dim, int across) {
        int n = span.n();
        int w = span.inner();
        int most = RunningBlock.SIZE / w;
        int step = backwards ? -w : w;
        for (int done = 0; done < n; done += most) {
            int m = Math.min(most, n - done);
            int i = backwards ? n - done - m : done;
            block.load(position(o, dim) + i * w * across, across, m * w, 0);
            int first = backwards ? (m - 1) * w : 0;
            int c = 0;
            for (; c <= w - RunningBlock.LANES; c += RunningBlock.LANES) {
                block.runLanes(c, first + c, step, 1, m, product);
            }
            for (; c < w; c++) {
                block.runLane(c, first + c, step, m, product);
            }
            block.store(0, m * w, (o * n + i) * w);
        }
    }

    /// Row after row of many columns.
    private void wide(RunningBlock block, int o, int column, int dim, int along, int across) {
        int n = span.n();
        int w = Math.min(RunningBlock.WIDTH, span.inner() - column);
        int base = position(o, dim) + column * across;
        for (int k = 0; k < n; k++) {
            int i = backwards ? n - 1 - k : k;
            block.load(base + i * along, across, w, 0);
            block.runRow(w, product);
            block.storeRow(w, (o * n + i) * span.inner() + column);
        }
    }

    /// Where in the array the outer index `o` begins.
    private int position(int o, int dim) {
        Layout layout = Raw.layout(x);
        int at = layout.offset();
        int rest = o;
        for (int d = dim - 1; d >= 0; d--) {
            int size = layout.shape()[d];
            at += rest % size * layout.strides()[d];
            rest /= size;
        }
        return at;
    }

    /// Whether the dimensions behind `dim` have one stride, and few columns lie end to end.
    private boolean isReadable(Tensor t, int dim) {
        Layout layout = Raw.layout(t);
        if (span.inner() == 1) {
            return true;
        }
        int across = across(layout, dim);
        int next = across;
        for (int d = layout.dim() - 1; d > dim; d--) {
            if (layout.shape()[d] != 1) {
                if (layout.strides()[d] != next) {
                    return false;
                }
                next *= layout.shape()[d];
            }
        }
        return span.inner() >= NARROW || span.n() == 1 || layout.strides()[dim] == next;
    }

    /// The stride of the last dimension behind `dim` that is not 1.
    private static int across(Layout layout, int dim) {
        for (int d = layout.dim() - 1; d > dim; d--) {
            if (layout.shape()[d] != 1) {
                return layout.strides()[d];
            }
        }
        return 1;
    }

    private static Tensor contiguous(Tensor x) {
        Layout layout = Raw.layout(x);
        Object copy = Cast.toArray(x.dtype(), Raw.storage(x).array(), layout, x.dtype());
        return new Tensor(new Storage(copy), Layout.contiguous(layout.shape()), x.dtype());
    }
}
