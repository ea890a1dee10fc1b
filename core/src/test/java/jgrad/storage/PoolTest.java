package jgrad.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class PoolTest {
    @Test
    void anArrayIsLargeEnoughAndWastesLittle() {
        for (int n : new int[] {0, 1, 255, 256, 257, 320, 321, 511, 512, 513, 1000, 1025, 99_999}) {
            assertThat(Pool.floats(n).length).isBetween(n, n + n / 4 + 1);
            assertThat(Pool.doubles(n).length).isBetween(n, n + n / 4 + 1);
        }
        for (int n = 257; n < 100_000; n += 13) {
            assertThat(Shelves.roundUp(n)).isBetween(n, n + n / 4 + 1);
            assertThat(Shelves.roundUp(Shelves.roundUp(n))).isEqualTo(Shelves.roundUp(n));
        }
        assertThat(Shelves.roundUp(1 << 28)).isEqualTo(1 << 28);
    }

    @Test
    void whatIsGivenBackIsHandedOutAgainButNeverTwice() {
        float[] first = Pool.floats(54_321);
        Pool.giveBack(first);
        float[] again = Pool.floats(54_000);
        assertThat(again).isSameAs(first);
        assertThat(Pool.floats(54_321)).isNotSameAs(first);
        double[] other = Pool.doubles(54_321);
        Pool.giveBack(other);
        assertThat(Pool.doubles(54_321)).isSameAs(other);
    }

    @Test
    void sizesDoNotShareShelves() {
        List<float[]> all = new ArrayList<>();
        for (int n = 257; n < 1 << 16; n = n + n / 7) {
            all.add(Pool.floats(n));
        }
        all.forEach(Pool::giveBack);
        for (int n = 257; n < 1 << 16; n = n + n / 7) {
            assertThat(Pool.floats(n).length).isEqualTo(Shelves.roundUp(n));
        }
    }

    @Test
    void arraysFromElsewhereAreLeftAlone() {
        long before = Pool.held();
        Pool.giveBack(new float[100]);
        Pool.giveBack(new float[1001]);
        Pool.giveBack(new double[1001]);
        assertThat(Pool.held()).isEqualTo(before);
    }

    @Test
    void theLimitHolds() {
        int n = (int) (Pool.LIMIT / Float.BYTES / 3);
        List<float[]> large = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            large.add(Pool.floats(n));
        }
        for (int i = 0; i < 12; i++) {
            Pool.giveBack(new float[1 << 20]);
        }
        large.forEach(Pool::giveBack);
        assertThat(Pool.held()).isLessThanOrEqualTo(Pool.LIMIT);
    }

    @Test
    void noTwoThreadsOwnAnArrayAtOnce() throws InterruptedException {
        AtomicInteger clashes = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int mark = t + 1;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                Random random = new Random(mark);
                                for (int i = 0; i < 20_000; i++) {
                                    float[] own = Pool.floats(300 + random.nextInt(200));
                                    own[0] = mark;
                                    own[299] = mark;
                                    Thread.onSpinWait();
                                    if (own[0] != mark || own[299] != mark) {
                                        clashes.incrementAndGet();
                                    }
                                    Pool.giveBack(own);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(clashes).hasValue(0);
    }
}
