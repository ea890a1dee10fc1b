package jgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final int before = Threads.numThreads();

    @AfterEach
    void restore() {
        Threads.setNumThreads(before);
    }

    @Test
    void theNumberOfThreadsDoesNotChangeABit() {
        Tensor x = new Generator(0).normal_(Tensors.empty(301, 997), 0, 1);
        Threads.setNumThreads(1);
        float[] alone = x.exp().sum(0).toFloatArray();
        Threads.setNumThreads(3);
        assertThat(Threads.numThreads()).isEqualTo(3);
        assertThat(x.exp().sum(0).toFloatArray()).containsExactly(alone);
    }

    @Test
    void fewerThanOneThreadIsRefused() {
        assertThatThrownBy(() -> Threads.setNumThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("set_num_threads expects a positive integer, but got 0");
        assertThat(Threads.numThreads()).isEqualTo(before);
    }
}
