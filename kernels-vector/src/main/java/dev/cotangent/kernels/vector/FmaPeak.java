package dev.cotangent.kernels.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures the machine's peak float32 throughput, with independent fused multiply-adds on
 * registers. For benchmarks.
 */
public final class FmaPeak {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 1 << 10;
  private static final int CALLS = 64;
  private static final long WARM_UP_NANOS = 400_000_000;

  /**
   * Limit of the warm-up: C2 may have other methods to compile first, and other processes may delay
   * it.
   */
  private static final long MOST_WARM_UP_NANOS = 6_000_000_000L;

  /** Every processor is faster than this once the loop is compiled, and slower before. */
  private static final double COMPILED_GIGAFLOPS = 5;

  private static final long MEASURE_NANOS = 100_000_000;

  private FmaPeak() {}

  /**
   * The combined GFLOP/s of that many threads: the best of several short intervals of each, added
   * up.
   */
  public static double gigaflops(int threads) {
    List<CompletableFuture<Double>> others = new ArrayList<>();
    IntStream.range(1, threads)
        .forEach(
            i -> others.add(CompletableFuture.supplyAsync(FmaPeak::best, task -> start(task))));
    double sum = best();
    for (CompletableFuture<Double> other : others) {
      sum += other.join();
    }
    return sum;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cotangent-fma-peak");
    thread.setDaemon(true);
    thread.start();
  }

  private static double best() {
    long end = System.nanoTime() + MOST_WARM_UP_NANOS;
    double warm;
    do {
      warm = fastest(WARM_UP_NANOS);
    } while (gigaflops(warm) < COMPILED_GIGAFLOPS && System.nanoTime() < end);
    return gigaflops(Math.min(warm, fastest(MEASURE_NANOS)));
  }

  private static double gigaflops(double nanos) {
    return 2.0 * CHAINS * SPECIES.length() * ROUNDS * CALLS / nanos;
  }

  /** The duration in nanoseconds of the fastest interval within a time. */
  private static double fastest(long nanos) {
    double fastest = Double.POSITIVE_INFINITY;
    float sum = 0;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        sum += chains(ROUNDS, 0.999f);
      }
      fastest = Math.min(fastest, (double) (System.nanoTime() - start));
    } while (System.nanoTime() - begin < nanos);
    if (Float.isNaN(sum)) { // uses the result, so that the compiler cannot eliminate the arithmetic
      throw new IllegalStateException("the chains of multiply-adds do not converge");
    }
    return fastest;
  }

  /**
   * Runs as many chains as two units with a latency of four or five cycles need, each in a local
   * variable, for an even number of rounds. Two rounds in the loop's body make the method too large
   * for C2 to inline it into its caller, whose loop ran at half the speed.
   */
  private static float chains(int rounds, float factor) {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector y = FloatVector.broadcast(SPECIES, 1 - factor);
    FloatVector a = FloatVector.broadcast(SPECIES, 1);
    FloatVector b = a.add(1);
    FloatVector c = a.add(2);
    FloatVector d = a.add(3);
    FloatVector e = a.add(4);
    FloatVector f = a.add(5);
    FloatVector g = a.add(6);
    FloatVector h = a.add(7);
    FloatVector i = a.add(8);
    FloatVector j = a.add(9);
    FloatVector k = a.add(10);
    FloatVector l = a.add(11);
    for (int round = 0; round < rounds; round += 2) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
    return sum.lane(0);
  }
}
