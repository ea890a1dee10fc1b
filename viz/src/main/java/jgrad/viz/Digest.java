package jgrad.viz;

import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Vertex;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Chooses what to draw of a graph that is too large to be drawn whole: both ends of the
/// computation stay, and each connected piece between them becomes one place. Works on indices
/// alone and without recursion, for graphs of millions of vertices.
final class Digest {
    /// How many vertices are kept at each end.
    private static final int KEPT_AT_EACH_END = 20;

    /// How many of these may be equally far from the result: a sum of 5,000 leaves is not drawn 80
    /// boxes wide.
    private static final int KEPT_SIDE_BY_SIDE = 6;

    /// More pieces than this are drawn as a single one.
    private static final int MOST_GAPS = 12;

    private final int[] place;
    private final int[] member;
    private final int[] count;

    private Digest(int[] place, int[] member, int[] count) {
        this.place = place;
        this.member = member;
        this.count = count;
    }

    /// Digests a graph of `n` vertices whose connection `i` leads from `tails[i]` to `heads[i]`. Up
    /// to `limit` vertices all are kept.
    static Digest of(int n, int[] tails, int[] heads, int limit) {
        if (n <= limit) {
            int[] all = IntStream.range(0, n).toArray();
            int[] ones = new int[n];
            Arrays.fill(ones, 1);
            return new Digest(all, all, ones);
        }
        boolean[] kept = ends(distancesFromTheResult(n, tails, heads));
        int[] piece = new int[n];
        Arrays.setAll(piece, v -> v);
        for (int i = 0; i < tails.length; i++) {
            if (!kept[tails[i]] && !kept[heads[i]]) {
                piece[root(piece, tails[i])] = root(piece, heads[i]);
            }
        }
        mergePiecesWithTheSameNeighbours(kept, piece, tails, heads);

        var places = new LinkedHashMap<Integer, Integer>();
        int[] place = new int[n];
        int[] member = new int[n];
        int[] count = new int[n];
        for (int v = 0; v < n; v++) {
            int owner = kept[v] ? v : root(piece, v);
            int at = places.computeIfAbsent(owner, _ -> places.size());
            place[v] = at;
            member[at] = v;
            count[at]++;
        }
        int size = places.size();
        return new Digest(place, Arrays.copyOf(member, size), Arrays.copyOf(count, size));
    }

    /// The number of places.
    int size() {
        return member.length;
    }

    /// Where a vertex is drawn.
    int placeOf(int vertex) {
        return place[vertex];
    }

    /// One of the vertices drawn at a place; the only one unless the place is a gap.
    int member(int at) {
        return member[at];
    }

    /// How many vertices are drawn at a place.
    int count(int at) {
        return count[at];
    }

    boolean isGap(int at) {
        return count[at] > 1;
    }

    boolean leavesOut() {
        return member.length < place.length;
    }

    /// The vertex to draw for a gap.
    Vertex gap(int at) {
        return new Vertex(
                Kind.GAP, "… " + grouped(count[at]) + " more nodes …", List.of(), Set.of(), "");
    }

    /// The sentence that says what is missing.
    String note() {
        long left = IntStream.range(0, size()).filter(this::isGap).mapToLong(this::count).sum();
        return "The graph has "
                + grouped(place.length)
                + " nodes: drawn are the "
                + grouped(place.length - left)
                + " at its two ends, the "
                + grouped(left)
                + " between them are summarised.";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A picture of at most `limit` vertices, or a summary of a larger one.
    static Picture shorten(Picture picture, int limit) {
        int n = picture.vertices().size();
        if (n <= limit) {
            return picture;
        }
        var digest =
                of(
                        n,
                        picture.arrows().stream().mapToInt(Arrow::tail).toArray(),
                        picture.arrows().stream().mapToInt(Arrow::head).toArray(),
                        limit);
        var shorter = Picture.titled(picture.title()).direction(picture.direction());
        picture.notes().forEach(shorter::note);
        shorter.note(digest.note());
        for (int at = 0; at < digest.size(); at++) {
            shorter.add(
                    digest.isGap(at) ? digest.gap(at) : picture.vertices().get(digest.member(at)));
        }
        digest.arrows(picture.arrows()).forEach(shorter::arrow);
        return shorter.build();
    }

    /// The arrows between places: those inside a gap are dropped, those that a gap makes parallel
    /// become one.
    Collection<Arrow> arrows(List<Arrow> whole) {
        var between = new LinkedHashMap<Object, Arrow>();
        for (Arrow arrow : whole) {
            int from = place[arrow.from()];
            int to = place[arrow.to()];
            if (from == to && isGap(from)) {
                continue;
            }
            if (isGap(from) || isGap(to)) {
                record Parallel(int from, int to, ArrowKind flow) {}
                between.putIfAbsent(
                        new Parallel(from, to, arrow.flow()),
                        new Arrow(from, to, arrow.flow(), "", ""));
            } else {
                between.put(
                        new Object(),
                        new Arrow(from, to, arrow.flow(), arrow.label(), arrow.tooltip()));
            }
        }
        return between.values();
    }

    /// The vertices nearest to the result and those farthest from it.
    private static boolean[] ends(int[] distance) {
        int n = distance.length;
        int farthest = Arrays.stream(distance).max().orElse(0);
        int[] next = new int[farthest + 2];
        for (int d : distance) {
            next[d + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] sorted = new int[n];
        for (int v = 0; v < n; v++) {
            sorted[next[distance[v]]++] = v;
        }
        boolean[] kept = new boolean[n];
        keep(i -> sorted[i], distance, kept);
        keep(i -> sorted[n - 1 - i], distance, kept);
        return kept;
    }

    private static void keep(IntUnaryOperator order, int[] distance, boolean[] kept) {
        int level = -1;
        int onLevel = 0;
        int all = 0;
        for (int i = 0; i < kept.length && all < KEPT_AT_EACH_END; i++) {
            int v = order.applyAsInt(i);
            if (distance[v] != level) {
                level = distance[v];
                onLevel = 0;
            }
            if (onLevel++ < KEPT_SIDE_BY_SIDE) {
                kept[v] = true;
                all++;
            }
        }
    }

    /// The longest way from each vertex to a vertex that nothing follows.
    private static int[] distancesFromTheResult(int n, int[] tails, int[] heads) {
        int[] open = new int[n];
        int[] first = new int[n + 1];
        for (int i = 0; i < tails.length; i++) {
            open[tails[i]]++;
            first[heads[i] + 1]++;
        }
        Arrays.parallelPrefix(first, Integer::sum);
        int[] before = new int[tails.length];
        int[] next = first.clone();
        for (int i = 0; i < tails.length; i++) {
            before[next[heads[i]]++] = tails[i];
        }
        int[] distance = new int[n];
        int[] queue = new int[n];
        int filled = 0;
        for (int v = 0; v < n; v++) {
            if (open[v] == 0) {
                queue[filled++] = v;
            }
        }
        for (int done = 0; done < filled; done++) {
            int v = queue[done];
            for (int i = first[v]; i < first[v + 1]; i++) {
                int u = before[i];
                distance[u] = Math.max(distance[u], distance[v] + 1);
                if (--open[u] == 0) {
                    queue[filled++] = u;
                }
            }
        }
        return distance;
    }

    private static int root(int[] piece, int v) {
        int at = v;
        while (piece[at] != at) {
            piece[at] = piece[piece[at]];
            at = piece[at];
        }
        return at;
    }

    /// A sum over 100,000 leaves leaves out 100,000 pieces of one vertex each: those that hang on
    /// the same vertices are one.
    private static void mergePiecesWithTheSameNeighbours(
            boolean[] kept, int[] piece, int[] tails, int[] heads) {
        Map<Integer, Set<Integer>> neighbours = new HashMap<>();
        for (int v = 0; v < kept.length; v++) {
            if (!kept[v]) {
                neighbours.computeIfAbsent(root(piece, v), _ -> new HashSet<>());
            }
        }
        for (int i = 0; i < tails.length; i++) {
            if (kept[tails[i]] && !kept[heads[i]]) {
                neighbours
                        .computeIfAbsent(root(piece, heads[i]), _ -> new HashSet<>())
                        .add(tails[i]);
            } else if (kept[heads[i]] && !kept[tails[i]]) {
                neighbours
                        .computeIfAbsent(root(piece, tails[i]), _ -> new HashSet<>())
                        .add(-1 - heads[i]);
            }
        }
        Map<Set<Integer>, Integer> owners = new HashMap<>();
        neighbours.forEach(
                (owner, around) -> piece[owner] = owners.computeIfAbsent(around, _ -> owner));
        if (owners.size() > MOST_GAPS) {
            int single = owners.values().iterator().next();
            owners.values().forEach(owner -> piece[owner] = single);
        }
    }
}
