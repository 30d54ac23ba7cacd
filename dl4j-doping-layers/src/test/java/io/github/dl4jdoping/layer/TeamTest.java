package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyTaskRunsOnceAndBeforeTheNextSection(int threads) {
    AtomicInteger[] runs =
        IntStream.range(0, 7).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
    try (Team team = Team.of(threads)) {
      for (int section = 1; section <= 1000; section++) {
        team.run(
            IntStream.range(0, runs.length)
                .<Runnable>mapToObj(i -> runs[i]::incrementAndGet)
                .toList());
        assertThat(runs).extracting(AtomicInteger::get).containsOnly(section);
      }
    }
  }

  @Test
  void aBusyPoolIsNotWaitedFor() throws InterruptedException {
    int workers = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.countDown();
                awaitUninterruptibly(release);
              });
    }
    busy.await();
    AtomicInteger done = new AtomicInteger();

    try (Team team = Team.of(4)) {
      team.run(Collections.nCopies(9, done::incrementAndGet));
      assertThat(done).hasValue(9);
    } finally {
      release.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void failuresReachTheCaller(int threads) {
    AtomicInteger others = new AtomicInteger();
    Runnable fails =
        () -> {
          throw new IllegalArgumentException("a task");
        };
    Runnable breaks =
        () -> {
          throw new StackOverflowError("a task");
        };
    try (Team team = Team.of(threads)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> team.run(List.of(fails, others::incrementAndGet)))
          .withMessage("a task");
      assertThat(others).as("tasks beside the one that failed").hasValue(1);
      assertThatExceptionOfType(StackOverflowError.class)
          .isThrownBy(() -> team.run(List.of(others::incrementAndGet, breaks)));
    }
  }
}
