package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.RecordedWork.Part;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FailureTest {

  private static final RecordedWork.Hook NOTHING = (phase, part, from, to, worker) -> {};

  private final RecordedWork work =
      new RecordedWork(
          List.of(
              List.of(Part.rowwise(1000)),
              List.of(Part.rowwise(1000), Part.overRows(1000)),
              List.of(Part.whole())));

  @AfterEach
  void noInterruptIsLeftOver() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theFirstFailingBlockOfTheFirstFailingPartWins(int count) {
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      Runnable bound = workers.bind(work);
      bound.run();
      for (int time = 0; time < 200; time++) {
        assertFirstFailureWins(bound);
      }
      work.onBlock(NOTHING).newRun();
      bound.run();
      assertThat(work.count(2, 0, 0)).isEqualTo(2);
    }
    assertThat(work.violations()).isZero();
  }

  private void assertFirstFailureWins(Runnable bound) {
    work.newRun();
    AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
    work.onBlock(
        (phase, part, from, to, worker) -> {
          if (phase == 1 && (part == 1 || from >= 300)) {
            first.accumulateAndGet(part * 1000 + from, Math::min);
            throw new IllegalStateException("bad row " + from + " of part " + part);
          }
        });
    WorkException failure = catchThrowableOfType(WorkException.class, bound::run);
    assertThat(work.active()).isZero();
    assertThat(failure.from()).isEqualTo(first.get()).isBetween(300, 700);
    assertThat(failure).hasMessageContaining("phase 1 part 0, units " + failure.from() + " to ");
    assertThat(failure.getCause()).hasMessage("bad row " + failure.from() + " of part 0");
    assertThat(failure.getSuppressed()).allMatch(later -> later instanceof WorkException);
    assertThat(work.count(2, 0, 0)).isEqualTo(1);
  }

  @Test
  void failuresAtTheSameTimeAreSuppressedInTheFirst() {
    CountDownLatch both = new CountDownLatch(2);
    work.onBlock(
        (phase, part, from, to, worker) -> {
          both.countDown();
          await(both);
          throw new AssertionError("row " + from);
        });
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      WorkException failure =
          catchThrowableOfType(WorkException.class, () -> workers.bind(work).run());
      assertThat(failure.getCause()).isInstanceOf(AssertionError.class).hasMessage("row 0");
      assertThat(failure.getSuppressed()).hasSize(1);
      assertThat(((WorkException) failure.getSuppressed()[0]).from()).isPositive();
    }
  }

  @Test
  void aHelpersBlockIsCompletedBeforeTheFailureIsReported() {
    CountDownLatch helping = new CountDownLatch(1);
    work.onBlock(
        (phase, part, from, to, worker) -> {
          if (worker == 0) {
            await(helping);
            throw new IllegalStateException("caller");
          }
          helping.countDown();
          sleep(100);
        });
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      assertThatThrownBy(() -> workers.bind(work).run()).rootCause().hasMessage("caller");
      assertThat(work.active()).isZero();
    }
  }

  @Test
  void anInterruptBetweenBlocksCancelsAndKeepsTheFlag() {
    Thread caller = Thread.currentThread();
    work.onBlock(
        (phase, part, from, to, worker) -> {
          if (phase == 1) {
            caller.interrupt();
          }
        });
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      Runnable bound = workers.bind(work);
      assertThat(catchThrowableOfType(CancellationException.class, bound::run)).isNotNull();
      assertThat(work.active()).isZero();
      assertThat(work.count(2, 0, 0)).isZero();
      assertThat(Thread.interrupted()).isTrue();
      work.onBlock(NOTHING).newRun();
      bound.run();
      assertThat(work.count(2, 0, 0)).isEqualTo(1);
    }
  }

  @Test
  void anInterruptWhileWaitingForAHelperWaitsForItsBlock() {
    Thread caller = Thread.currentThread();
    CountDownLatch helping = new CountDownLatch(1);
    work.onBlock(
        (phase, part, from, to, worker) -> {
          if (worker == 0) {
            await(helping);
          } else if (helping.getCount() > 0) {
            helping.countDown();
            sleep(100);
            caller.interrupt();
            sleep(100);
          }
        });
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      CancellationException cancelled =
          catchThrowableOfType(CancellationException.class, () -> workers.bind(work).run());
      assertThat(cancelled).hasMessageContaining("interrupted");
      assertThat(work.active()).isZero();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptBeforeTheRunStartsNothing() {
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      Runnable bound = workers.bind(work);
      Thread.currentThread().interrupt();
      assertThat(catchThrowableOfType(CancellationException.class, bound::run)).isNotNull();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(work.count(0, 0, 0)).isZero();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
