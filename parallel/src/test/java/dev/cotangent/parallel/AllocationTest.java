package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.work.Rows;
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
  private static final int ATTEMPTS = 50;

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
    long least = Long.MAX_VALUE;
    // the JVM itself allocates now and then, and a loaded machine may starve the helpers
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long helped = work.helped.get();
      long allocated = allocatedBy(bound);
      least = work.helped.get() > helped ? Math.min(least, allocated) : least;
    }
    assertThat(least).isZero();
  }

  /** Bytes that all threads allocate in some runs. */
  private long allocatedBy(Runnable bound) {
    Thread caller = Thread.currentThread();
    long[] others =
        Arrays.stream(threads.getAllThreadIds()).filter(id -> id != caller.getId()).toArray();
    long[] before = threads.getThreadAllocatedBytes(others);
    long own = threads.getThreadAllocatedBytes(caller.getId());
    runs(bound);
    own = threads.getThreadAllocatedBytes(caller.getId()) - own;
    long[] after = threads.getThreadAllocatedBytes(others);
    long sum = own;
    for (int i = 0; i < others.length; i++) {
      // a thread that has ended shows -1
      sum += Math.max(0, after[i] - before[i]);
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
    private final float[] values = new float[65_536];

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
