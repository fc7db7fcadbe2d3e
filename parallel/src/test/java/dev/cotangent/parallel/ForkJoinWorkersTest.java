package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.RecordedWork.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ForkJoinWorkersTest {

  private static final int[] UNITS = {0, 1, 13, 1000};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16})
  void everyUnitIsDoneOnceAndPhasesFollowOneAnother(int count) {
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      assertThat(workers.count()).isEqualTo(count);
      for (int units : UNITS) {
        RecordedWork.mixed(units).runMany(workers, 200);
      }
    }
  }

  @Test
  void aWorkerNumberIsUsedByOneThreadAtATime() {
    RecordedWork work =
        RecordedWork.mixed(1000)
            .onBlock((phase, part, from, to, worker) -> LockSupport.parkNanos(1_000));
    ForkJoinPool pool = new ForkJoinPool(8);
    try (Workers workers = ForkJoinWorkers.on(pool, 3, 0)) {
      work.runMany(workers, 200);
    }
    pool.shutdown();
  }

  @Test
  void helpersReallyTakePartInThreadsWithOurName() {
    CountDownLatch bothHere = new CountDownLatch(2);
    Set<String> names = new ConcurrentSkipListSet<>();
    RecordedWork work =
        new RecordedWork(List.of(List.of(Part.rowwise(1000))))
            .onBlock(
                (phase, part, from, to, worker) -> {
                  Thread thread = Thread.currentThread();
                  names.add(worker + " " + thread.getName() + " " + thread.isDaemon());
                  meet(bothHere);
                });
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      workers.bind(work).run();
    }
    assertThat(names).contains("1 cotangent-worker-1 true").hasSize(2);
  }

  /** Waits until two blocks are being done at once. */
  private static void meet(CountDownLatch latch) {
    latch.countDown();
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void smallWorkStaysOnTheCallingThread() {
    Set<Thread> threads = new HashSet<>();
    RecordedWork work =
        RecordedWork.mixed(1000)
            .onBlock((phase, part, from, to, worker) -> threads.add(Thread.currentThread()));
    try (Workers workers = ForkJoinWorkers.of(4)) {
      workers.bind(work).run();
    }
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(work.allDone(1)).isTrue();
  }

  @Test
  void moreWorkersThanProcessorsAreNotUsed() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    RecordedWork work =
        new RecordedWork(List.of(List.of(new Part(Rows.ROWWISE, 1000, 1e9))))
            .onBlock((phase, part, from, to, worker) -> threads.add(Thread.currentThread()));
    try (Workers workers = ForkJoinWorkers.of(64)) {
      assertThat(workers.count()).isEqualTo(64);
      work.runMany(workers, 200);
    }
    assertThat(threads).hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aRunWithoutAFreeProcessorStaysOnItsThreadInWholeParts() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Set<Integer> ends = ConcurrentHashMap.newKeySet();
    Part part = new Part(Rows.ROWWISE, 1000, 1e9);
    RecordedWork work =
        new RecordedWork(List.of(List.of(part, part), List.of(part)))
            .onBlock(
                (phase, number, from, to, worker) -> {
                  threads.add(Thread.currentThread());
                  ends.add(to);
                });
    int others = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, others).forEach(run -> Crowding.enter());
    try (Workers workers = ForkJoinWorkers.of(4)) {
      work.runMany(workers, 100);
    } finally {
      IntStream.range(0, others).forEach(run -> Crowding.leave());
    }
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(ends).containsExactly(1000);
  }

  @Test
  void aSparedProcessorIsNotUsed() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    RecordedWork work =
        new RecordedWork(List.of(List.of(new Part(Rows.ROWWISE, 1000, 1e9))))
            .onBlock((phase, part, from, to, worker) -> threads.add(Thread.currentThread()));
    int processors = Runtime.getRuntime().availableProcessors();
    try (Workers workers = ForkJoinWorkers.of(64)) {
      workers.spareProcessor(true);
      work.runMany(workers, 100);
      assertThat(threads).hasSizeLessThanOrEqualTo(Math.max(1, processors - 1));
      workers.spareProcessor(false);
      work.runMany(workers, 100);
    }
    assertThat(threads).hasSizeLessThanOrEqualTo(processors);
  }

  @Test
  void runsInProgressShareTheProcessors() {
    assertThat(Crowding.room(8)).isEqualTo(7);
    try {
      Crowding.enter();
      assertThat(Crowding.room(8)).isEqualTo(7);
      assertThat(Crowding.room(1)).isZero();
      Crowding.enter();
      assertThat(Crowding.room(8)).isEqualTo(3);
      assertThat(Crowding.room(2)).isZero();
      Crowding.enter();
      assertThat(Crowding.room(2)).isZero();
    } finally {
      IntStream.range(0, 3).forEach(run -> Crowding.leave());
    }
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      RecordedWork.mixed(100).runMany(workers, 3);
    }
    assertThat(Crowding.room(8)).isEqualTo(7);
  }

  @Test
  void sixteenThreadsShareTheWorkersWithBindingsOfTheirOwn() {
    ForkJoinPool callers = new ForkJoinPool(16);
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      List<ForkJoinTask<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int units = 100 * i;
        tasks.add(callers.submit(() -> RecordedWork.mixed(units).runMany(workers, 300)));
      }
      tasks.forEach(ForkJoinTask::join);
    }
    callers.shutdown();
  }

  @Test
  void oneBindingServesOneCallerAtATime() {
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      Runnable[] bound = new Runnable[1];
      RecordedWork work =
          new RecordedWork(List.of(List.of(Part.whole(), Part.whole())))
              .onBlock((phase, part, from, to, worker) -> bound[0].run());
      bound[0] = workers.bind(work);
      assertThatThrownBy(bound[0]::run)
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another caller");
    }
  }

  @Test
  void closeEndsOurThreadsAndThenTheCallerDoesEverything() throws InterruptedException {
    ForkJoinWorkers workers = ForkJoinWorkers.of(3, 0);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    RecordedWork work =
        RecordedWork.mixed(1000)
            .onBlock((phase, part, from, to, worker) -> threads.add(Thread.currentThread()));
    Runnable bound = workers.bind(work);
    work.runMany(workers, 100);
    workers.close();
    workers.close();
    threads.remove(Thread.currentThread());
    for (Thread thread : threads) {
      // the pool has ended; its threads are on their way out
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
    }
    threads.clear();
    work.newRun();
    bound.run();
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(work.allDone(101)).isTrue();
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> ForkJoinWorkers.of(0))
        .isInstanceOf(CotangentException.class)
        .hasMessage("workers: the number is 0, expected 1 to 4096");
    assertThatThrownBy(() -> ForkJoinWorkers.of(5000)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> ForkJoinWorkers.of(2, Double.NaN))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> ForkJoinWorkers.on(new ForkJoinPool(1), 2, -1))
        .isInstanceOf(CotangentException.class);
  }
}
