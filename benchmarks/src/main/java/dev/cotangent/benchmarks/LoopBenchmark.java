package dev.cotangent.benchmarks;

import dev.cotangent.core.random.RandomStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A loop over arrays at one size, and the scalar loop that it has to beat. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public abstract class LoopBenchmark {

  private static final RandomStream RANDOM = RandomStream.of(1, "kernels");

  /** The name of the loop in the table. */
  abstract String kernel();

  /** Its size, as the table shows it. */
  abstract String shape();

  /** The id of the kernel set that runs it. */
  String kernels() {
    return "portable";
  }

  /** Makes the arrays. */
  @Setup
  public abstract void setUp();

  /** The code that JMH times. */
  @Benchmark
  public float[] loop() {
    run();
    return result();
  }

  /** Runs the loop once. */
  abstract void run();

  /** Runs the scalar loop once, over {@link #scalarShare} of the work. */
  abstract void runScalar();

  /** The output of either loop. */
  abstract float[] result();

  /** Less than 1 where the scalar loop would take too long over the whole. */
  double scalarShare() {
    return 1;
  }

  abstract Work work();

  abstract Floor floor();

  /** Standard normal numbers, the same for each name. */
  static float[] normals(String name, int count) {
    RandomStream stream = RANDOM.child(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) stream.normal(i);
    }
    return values;
  }

  /** A class for each row. */
  static int[] labels(int rows, int classes) {
    RandomStream stream = RANDOM.child("labels");
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = stream.below(classes, row);
    }
    return labels;
  }
}
