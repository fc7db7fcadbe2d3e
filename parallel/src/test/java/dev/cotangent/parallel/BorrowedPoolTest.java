package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.RecordedWork.Part;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers on a pool that belongs to the caller, and may be busy with other things. */
@Timeout(60)
class BorrowedPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16})
  void aCallersPoolServesToo(int count) {
    ForkJoinPool pool = new ForkJoinPool(2);
    try (Workers workers = ForkJoinWorkers.on(pool, count, 0)) {
      RecordedWork.mixed(1000).runMany(workers, 200);
    }
    assertThat(pool.isShutdown()).isFalse();
    pool.shutdown();
  }

  @Test
  void aSaturatedPoolIsNotWaitedFor() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      pool.execute(() -> awaitQuietly(release));
    }
    RecordedWork work = RecordedWork.mixed(1000);
    try (Workers workers = ForkJoinWorkers.on(pool, 3, 0)) {
      work.runMany(workers, 50);
      release.countDown();
      assertThat(pool.awaitQuiescence(20, TimeUnit.SECONDS)).isTrue();
      work.runMany(workers, 1);
    }
    pool.shutdown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void workInsideAThreadOfTheSamePoolAndNestedWorkEnd() {
    ForkJoinPool pool = new ForkJoinPool(1);
    Workers workers = ForkJoinWorkers.on(pool, 3, 0);
    RecordedWork inner = RecordedWork.mixed(100);
    RecordedWork outer =
        new RecordedWork(List.of(List.of(Part.rowwise(1000))))
            .onBlock((phase, part, from, to, worker) -> workers.bind(RecordedWork.mixed(13)).run());
    pool.submit(() -> inner.runMany(workers, 20)).join();
    pool.submit(() -> outer.runMany(workers, 20)).join();
    pool.shutdown();
  }

  /** As where a user may have no more threads: {@code ulimit -u}. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aPoolThatGetsNoThreadIsNotWaitedFor(int failures) {
    AtomicInteger left = new AtomicInteger(failures);
    ForkJoinPool pool =
        new ForkJoinPool(
            3,
            owner -> {
              if (left.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread, for a test");
              }
              return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
            },
            null,
            false);
    try (Workers workers = ForkJoinWorkers.on(pool, 4, 0)) {
      RecordedWork.mixed(1000).runMany(workers, 100);
    }
    pool.shutdown();
  }

  /** A failure for lack of memory may find no memory to be noted in; the caller hears of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void blocksThatFailEverywhereEndTheRun(int count) {
    ForkJoinPool pool = new ForkJoinPool(3);
    RecordedWork work =
        RecordedWork.mixed(1000)
            .onBlock(
                (phase, part, from, to, worker) -> {
                  throw new OutOfMemoryError("for a test");
                });
    try (Workers workers = ForkJoinWorkers.on(pool, count, 0)) {
      Runnable bound = workers.bind(work);
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(bound::run)
            .isInstanceOf(WorkException.class)
            .hasMessageContaining("units 0 to ")
            .hasRootCauseInstanceOf(OutOfMemoryError.class);
      }
    }
    pool.shutdown();
  }
}
