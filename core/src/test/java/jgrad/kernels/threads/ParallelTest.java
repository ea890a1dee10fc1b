package jgrad.kernels.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(60)
class ParallelTest {
    private final int before = Parallel.numThreads();

    @AfterEach
    void restoreThreads() {
        Parallel.setNumThreads(before);
    }

    @Test
    void usesAsManyThreadsAsTheJvmMay() {
        assertThat(Parallel.numThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void chunksDependOnSizeAndGrainOnly(int threads) {
        Parallel.setNumThreads(threads);
        for (int n : new int[] {0, 1, 2, 9, 10, 11, 20, 99, 100, 101, 1000}) {
            List<Integer> expected = new ArrayList<>();
            for (int from = 0; from < n; from += 10) {
                expected.addAll(List.of(from, Math.min(from + 10, n)));
            }
            assertThat(chunks(n, 10)).as("n = %d", n).isEqualTo(expected);
        }
    }

    @Test
    void theLargestRangeDoesNotOverflow() {
        Parallel.setNumThreads(3);
        int n = Integer.MAX_VALUE;
        assertThat(chunks(n, 1 << 30)).containsExactly(0, 1 << 30, 1 << 30, n);
    }

    private static List<Integer> chunks(int n, int grain) {
        ConcurrentHashMap<Integer, Integer> seen = new ConcurrentHashMap<>();
        Parallel.forRange(
                n,
                grain,
                (from, to) -> {
                    if (seen.put(from, to) != null) {
                        throw new AssertionError("chunk " + from + " ran twice");
                    }
                });
        List<Integer> flat = new ArrayList<>();
        seen.keySet().stream().sorted().forEach(from -> flat.addAll(List.of(from, seen.get(from))));
        return flat;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyIndexIsVisitedOnceAndItsWritesAreSeen(int threads) {
        Parallel.setNumThreads(threads);
        for (int round = 0; round < 2_000; round++) {
            int[] plain = new int[257];
            Parallel.forRange(
                    plain.length,
                    1 + round % 7,
                    (from, to) -> {
                        for (int i = from; i < to; i++) {
                            plain[i]++;
                        }
                    });
            assertThat(Arrays.stream(plain).allMatch(v -> v == 1)).isTrue();
        }
    }

    @Test
    void helpersTakePart() throws InterruptedException {
        assertThatHelpersTakePart();
    }

    private static void assertThatHelpersTakePart() throws InterruptedException {
        Parallel.setNumThreads(3);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch allThree = new CountDownLatch(3);
        Parallel.forRange(
                3,
                1,
                (from, to) -> {
                    seen.add(Thread.currentThread());
                    allThree.countDown();
                    await(allThree);
                });
        assertThat(seen).hasSize(3).contains(Thread.currentThread());
        seen.remove(Thread.currentThread());
        assertThat(seen)
                .allMatch(Thread::isDaemon)
                .allMatch(t -> t.getName().startsWith("jgrad-kernels-"));
    }

    @Test
    void aParkedHelperWakesUp() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            assertThatHelpersTakePart();
            long until = System.nanoTime() + 2_000_000; // by then the helpers have parked
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void helpersInheritNoThreadLocals() {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("caller");
        Parallel.setNumThreads(Parallel.numThreads() + 5); // at least one new thread
        int threads = Parallel.numThreads();
        CountDownLatch all = new CountDownLatch(threads);
        AtomicInteger inherited = new AtomicInteger();
        Parallel.forRange(
                threads,
                1,
                (from, to) -> {
                    if (local.get() != null) {
                        inherited.incrementAndGet();
                    }
                    all.countDown();
                    await(all);
                });
        assertThat(inherited).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void theFirstFailureReachesTheCaller(int threads) {
        Parallel.setNumThreads(threads);
        for (int round = 0; round < 200; round++) {
            AtomicInteger ran = new AtomicInteger();
            assertThatThrownBy(() ->
                            Parallel.forRange(
                                    100,
                                    1,
                                    (from, to) -> {
                                        ran.incrementAndGet();
                                        if (from % 10 == 7) {
                                            throw new IllegalStateException("chunk " + from);
                                        }
                                    }))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("chunk 7");
            assertThat(ran.get()).isBetween(8, 100);
        }
        assertThat(chunks(20, 10)).containsExactly(0, 10, 10, 20);
    }

    @Test
    void errorsPassAsTheyAre() {
        Parallel.setNumThreads(2);
        assertThatThrownBy(() ->
                        Parallel.forRange(
                                2,
                                1,
                                (from, to) -> {
                                    throw new OutOfMemoryError("pretended");
                                }))
                .isExactlyInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void nestedCallsRunInTheirThread(int threads) {
        Parallel.setNumThreads(threads);
        AtomicIntegerArray hits = new AtomicIntegerArray(1000);
        AtomicInteger strangers = new AtomicInteger();
        Parallel.forRange(
                10,
                1,
                (outer, end) -> {
                    Thread self = Thread.currentThread();
                    Parallel.forRange(
                            100,
                            9,
                            (from, to) -> {
                                if (threads > 1 && Thread.currentThread() != self) {
                                    strangers.incrementAndGet();
                                }
                                for (int i = from; i < to; i++) {
                                    hits.incrementAndGet(outer * 100 + i);
                                }
                            });
                });
        assertThat(strangers).hasValue(0);
        for (int i = 0; i < hits.length(); i++) {
            assertThat(hits.get(i)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyUserThreadsAtOnceGetTheirOwnResults(boolean virtual) throws InterruptedException {
        Parallel.setNumThreads(3);
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> users = new ArrayList<>();
        for (int user = 0; user < 16; user++) {
            int mark = user + 1;
            Runnable work =
                    () -> {
                        for (int round = 0; round < 300; round++) {
                            int[] own = new int[100];
                            Parallel.forRange(
                                    own.length,
                                    7,
                                    (from, to) -> {
                                        for (int i = from; i < to; i++) {
                                            own[i] += mark;
                                        }
                                    });
                            if (!Arrays.stream(own).allMatch(v -> v == mark)) {
                                wrong.incrementAndGet();
                            }
                        }
                    };
            users.add(virtual ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work));
        }
        for (Thread user : users) {
            user.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void anInterruptedCallerFinishesAndStaysInterrupted() {
        Parallel.setNumThreads(2);
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.currentThread();
        caller.interrupt();
        try {
            Parallel.forRange(
                    2,
                    1,
                    (from, to) -> {
                        both.countDown();
                        if (Thread.currentThread() == caller) {
                            while (both.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                        } else {
                            await(both);
                            long until =
                                    System.nanoTime()
                                            + 3_000_000; // long enough for the caller to want to
                            // park
                            while (System.nanoTime() < until) {
                                Thread.onSpinWait();
                            }
                        }
                        done.incrementAndGet();
                    });
            assertThat(done).hasValue(2);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void noThreadsAreRefused() {
        assertThatThrownBy(() -> Parallel.setNumThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("set_num_threads expects a positive integer, but got 0");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
