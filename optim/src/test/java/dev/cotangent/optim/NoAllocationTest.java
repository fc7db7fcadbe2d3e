package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.optimizer.Schedule;
import java.lang.management.ManagementFactory;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand steps of any optimizer and any schedule allocate nothing. */
class NoAllocationTest {

  private static final int STEPS = 1_000;
  private static final int ATTEMPTS = 30;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private double rates;

  static Stream<Optimizer> optimizers() {
    return ServiceLoader.load(Optimizer.class).stream().map(ServiceLoader.Provider::get);
  }

  static Stream<Schedule> schedules() {
    return ServiceLoader.load(Schedule.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void updates(Optimizer optimizer) {
    ParameterSlice slice = ParameterSlice.of();
    slice.values = new float[100];
    slice.gradients = new float[100];
    slice.slots = new float[optimizer.slots()][100];
    slice.scalars = new double[optimizer.scalars()];
    slice.learningRate = optimizer.learningRate();
    slice.to = 100;
    slice.rows = 25;
    slice.columns = 4;
    slice.rowStride = 4;
    slice.scratch = new float[optimizer.scratch(25, 4)];
    assertNothingAllocated(
        () -> {
          for (int step = 1; step <= STEPS; step++) {
            slice.step = step;
            optimizer.prepare(step, slice.scalars);
            optimizer.update(slice);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void rates(Schedule schedule) {
    assertNothingAllocated(
        () -> {
          for (int step = 0; step < STEPS; step++) {
            rates += schedule.learningRate(0.1, step);
          }
        });
    assertThat(rates).isPositive();
  }

  /** The JVM itself allocates now and then, the more so while it compiles. */
  private void assertNothingAllocated(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      work.run();
      least =
          Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
    }
    assertThat(least).isZero();
  }
}
