package smtplint.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedWorkTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void resultsComeInTheOrderOfTheWork(int workers) {
        List<Integer> results = new ArrayList<>();
        try (OrderedWork<Integer> work = new OrderedWork<>(workers, 1000, results::add)) {
            for (int i = 0; i < 500; i++) {
                int number = i;
                work.submit(i % 13, () -> {
                    if (number % 3 == 0) Thread.yield();
                    return number;
                });
            }
            work.finish();
        }
        assertThat(results).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void aSlowFirstPieceHoldsTheOthersWithoutLosingTheOrder() {
        List<Integer> results = new ArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        try (OrderedWork<Integer> work = new OrderedWork<>(2, 1000, results::add)) {
            work.submit(1, () -> {
                second.await();
                return 1;
            });
            work.submit(1, () -> {
                second.countDown();
                return 2;
            });
            work.finish();
        }
        assertThat(results).containsExactly(1, 2);
    }

    @Test
    void noMoreBytesAreInFlightThanAllowed() {
        AtomicInteger submitted = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (OrderedWork<Integer> work = new OrderedWork<>(4, 10, r -> delivered.incrementAndGet())) {
            for (int i = 0; i < 100; i++) {
                work.submit(5, submitted::incrementAndGet);
                most.accumulateAndGet(i + 1 - delivered.get(), Math::max);
            }
            work.finish();
        }
        assertThat(delivered.get()).isEqualTo(100);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }
}
