package jgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class DigestTest {
    @Test
    void leavesASmallGraphAlone() {
        Picture picture = Pictures.chain(100);
        assertThat(Digest.shorten(picture, 100)).isSameAs(picture);
        var digest = Digest.of(3, new int[] {0, 1}, new int[] {1, 2}, 3);
        assertThat(digest.leavesOut()).isFalse();
        assertThat(IntStream.range(0, 3).map(digest::placeOf)).containsExactly(0, 1, 2);
    }

    @Test
    void keepsBothEndsOfAMillionOperations() {
        int n = 1_000_000;
        int[] tails = IntStream.range(0, n - 1).toArray();
        int[] heads = IntStream.range(1, n).toArray();
        var digest = Digest.of(n, tails, heads, 1_000);
        assertThat(digest.size()).isEqualTo(41);
        int gap = digest.placeOf(n / 2);
        assertThat(digest.isGap(gap)).isTrue();
        assertThat(digest.count(gap)).isEqualTo(n - 40);
        for (int end : new int[] {0, 1, n - 2, n - 1}) {
            assertThat(digest.isGap(digest.placeOf(end))).isFalse();
            assertThat(digest.member(digest.placeOf(end))).isEqualTo(end);
        }
        assertThat(IntStream.range(0, digest.size()).map(digest::count).sum()).isEqualTo(n);
        assertThat(digest.note()).contains("1,000,000 nodes", "the 40 at its two ends", "999,960");
    }

    @Test
    void drawsTheGapBetweenTheEndsItConnects() {
        Picture shorter = Digest.shorten(Pictures.chain(5_000), 1_000);
        int gap =
                IntStream.range(0, shorter.vertices().size())
                        .filter(v -> shorter.vertices().get(v).kind() == Kind.GAP)
                        .findFirst()
                        .orElseThrow();
        assertThat(shorter.arrows()).filteredOn(arrow -> arrow.from() == gap).hasSize(1);
        assertThat(shorter.arrows()).filteredOn(arrow -> arrow.to() == gap).hasSize(1);
        assertThat(shorter.arrows()).hasSize(shorter.vertices().size() - 1);
    }

    @Test
    void drawsAFewOfManyEqualNeighbours() {
        Picture shorter = Digest.shorten(Pictures.fan(100_000), 1_000);
        assertThat(shorter.vertices()).hasSizeLessThan(20);
        assertThat(shorter.vertices()).filteredOn(vertex -> vertex.kind() == Kind.GAP).hasSize(1);
    }

    @Test
    void keepsADeepNetworkReadable() {
        Picture shorter = Digest.shorten(Pictures.layers(5_000), 1_000);
        assertThat(shorter.vertices()).hasSizeLessThan(60);
        assertThat(shorter.vertices().getFirst().title()).isEqualTo("x");
        assertThat(shorter.notes()).hasSize(1);
    }

    @Test
    void survivesCycles() {
        int n = 2_000;
        int[] tails = IntStream.range(0, n).toArray();
        int[] heads = IntStream.range(0, n).map(v -> (v + 1) % n).toArray();
        var digest = Digest.of(n, tails, heads, 1_000);
        assertThat(IntStream.range(0, digest.size()).map(digest::count).sum()).isEqualTo(n);
    }
}
