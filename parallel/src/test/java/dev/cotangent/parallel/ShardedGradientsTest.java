package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.work.WorkException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardedGradientsTest {

  private final ForkJoinPool pool = new ForkJoinPool(4);

  @AfterEach
  void endPool() {
    Thread.interrupted();
    pool.shutdown();
  }

  @Test
  void sumsAndDividesOnce() {
    ShardedGradients sharded =
        ShardedGradients.of(
            10,
            4,
            (from, to) -> new ShardResult(new double[] {to - from, from}, 3.0 * from, to - from));
    assertThat(sharded.shards()).isEqualTo(3);
    ShardResult sum = sharded.sum(pool);
    assertThat(sum.gradient()).containsExactly(10, 12);
    assertThat(sum.weight()).isEqualTo(10);
    assertThat(sum.meanLoss()).isEqualTo(3.6);
    assertThat(sum.meanGradient()).containsExactly(1, 1.2);
  }

  @Test
  void takesGradientsInSinglePrecision() {
    ShardResult result = ShardResult.of(new float[] {0.1f}, 2, 4);
    assertThat(result.gradient()).containsExactly(0.1f);
    assertThat(result.meanLoss()).isEqualTo(0.5);
  }

  @Test
  void theLowestFailingShardWins() {
    ShardedGradients sharded =
        ShardedGradients.of(
            100,
            8,
            (from, to) -> {
              if (from >= 40) {
                throw new IllegalStateException("row " + from);
              }
              return new ShardResult(new double[1], 0, 1);
            });
    for (int time = 0; time < 200; time++) {
      WorkException failure = catchThrowableOfType(WorkException.class, () -> sharded.sum(pool));
      assertThat(failure).hasMessageContaining("shard 5 of 13").hasMessageContaining("40 to 47");
      assertThat(failure.getCause()).hasMessage("row 40");
      assertThat(failure.getSuppressed()).allMatch(later -> later instanceof WorkException);
    }
    assertThatThrownBy(sharded::sum).hasMessageContaining("shard 5 of 13");
  }

  @Test
  void aGradientOfAnotherLengthNamesItsShard() {
    ShardedGradients sharded =
        ShardedGradients.of(6, 1, (from, to) -> new ShardResult(new double[from / 3 + 1], 0, 1));
    for (int time = 0; time < 50; time++) {
      assertThatThrownBy(() -> sharded.sum(pool))
          .hasMessageContaining("shard 3 of 6")
          .hasMessageContaining("the gradient has 2 elements, expected 1 as in earlier shards");
    }
  }

  @Test
  void anArrayThatIsUsedTwiceIsAnError() {
    double[] reused = new double[3];
    assertThatThrownBy(
            () -> ShardedGradients.of(4, 1, (from, to) -> new ShardResult(reused, 0, 1)).sum())
        .hasMessageContaining("is that of an earlier shard");
  }

  @Test
  void anInterruptEndsTheSumAndKeepsTheFlag() {
    Thread caller = Thread.currentThread();
    AtomicInteger active = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    ShardFunction slow =
        (from, to) -> {
          active.incrementAndGet();
          if (calls.incrementAndGet() == 3) {
            caller.interrupt();
          }
          pause(20);
          active.decrementAndGet();
          return new ShardResult(new double[1], 0, 1);
        };
    ShardedGradients sharded = ShardedGradients.of(1000, 1, slow);
    assertThatThrownBy(() -> sharded.sum(pool)).isInstanceOf(CancellationException.class);
    assertThat(active.get()).isZero();
    assertThat(calls.get()).isLessThan(100);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void worksInsideTheOnlyThreadOfItsPool() {
    ForkJoinPool single = new ForkJoinPool(1);
    ShardedGradients sharded =
        ShardedGradients.of(100, 3, (from, to) -> new ShardResult(new double[] {from}, 0, 1));
    ShardResult inside = single.submit(() -> sharded.sum(single)).join();
    assertThat(inside.gradient()).containsExactly(sharded.sum().gradient());
    single.shutdown();
  }

  @Test
  void argumentsAreChecked() {
    ShardFunction function = (from, to) -> new ShardResult(new double[1], 0, 0);
    assertThatThrownBy(() -> ShardedGradients.of(0, 1, function))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("0 rows");
    assertThatThrownBy(() -> ShardedGradients.of(1, 0, function))
        .isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> ShardedGradients.of(1, 1, function).sum().meanLoss())
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the total weight is 0.0, expected a number > 0");
  }

  private static void pause(long millis) {
    try {
      assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
