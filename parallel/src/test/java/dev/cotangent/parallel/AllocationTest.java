package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.op.Rows;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A run allocates nothing, in any thread that takes part. */
class AllocationTest {

  private static final int RUNS = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aRunOnOurPoolAllocatesNothing() {
    try (Workers workers = ForkJoinWorkers.of(3, 0)) {
      assertNothingAllocated(workers);
    }
  }

  @Test
  void aRunOnACallersPoolAllocatesNothing() {
    ForkJoinPool pool = new ForkJoinPool(2);
    assertNothingAllocated(ForkJoinWorkers.on(pool, 3, 0));
    pool.shutdown();
  }

  private void assertNothingAllocated(Workers workers) {
    Spinning work = new Spinning();
    Runnable bound = workers.bind(work);
    runs(bound);
    long before = work.helped.get();
    long[] ids = threads.getAllThreadIds();
    long least = Long.MAX_VALUE;
    // the JVM itself allocates now and then, for instance when a method is compiled anew
    for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
      least = Math.min(least, allocatedBy(bound, ids));
    }
    assertThat(least).isZero();
    assertThat(work.helped.get()).isGreaterThan(before);
  }

  private long allocatedBy(Runnable bound, long[] ids) {
    long[] before = threads.getThreadAllocatedBytes(ids);
    runs(bound);
    long[] after = threads.getThreadAllocatedBytes(ids);
    // the calling thread also pays for the array that holds these figures
    long own = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    runs(bound);
    own = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - own;
    long sum = own;
    for (int i = 0; i < ids.length; i++) {
      boolean helper = ids[i] != Thread.currentThread().getId() && after[i] >= 0;
      sum += helper ? after[i] - before[i] : 0;
    }
    return sum;
  }

  private static void runs(Runnable bound) {
    for (int run = 0; run < RUNS; run++) {
      bound.run();
    }
  }

  /** Three phases of some microseconds a block. */
  private static final class Spinning implements Work {

    private final AtomicLong helped = new AtomicLong();
    private final float[] values = new float[4096];

    @Override
    public int phases() {
      return 3;
    }

    @Override
    public int parts(int phase) {
      return 1 + phase;
    }

    @Override
    public Rows rows(int phase, int part) {
      return phase == 1 ? Rows.OVER_ROWS : Rows.ROWWISE;
    }

    @Override
    public int units(int phase, int part) {
      return values.length;
    }

    @Override
    public double cost(int phase, int part) {
      return values.length;
    }

    @Override
    public void run(int phase, int part, int from, int to, int worker) {
      if (worker > 0) {
        helped.incrementAndGet();
      }
      Arrays.fill(values, from, to, phase);
    }

    @Override
    public String describe(int phase, int part) {
      return "spinning";
    }
  }
}
