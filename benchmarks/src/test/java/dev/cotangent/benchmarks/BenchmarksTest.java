package dev.cotangent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark is set up rightly; what it measures is no matter here. */
class BenchmarksTest {

  /** For sums in different orders. */
  private static final double CLOSE = 2e-4;

  static List<Class<? extends LoopBenchmark>> families() {
    return Cases.FAMILIES;
  }

  /** The smallest case of each kernel: sizes stand in ascending order. */
  private static Collection<List<LoopBenchmark>> smallest(Class<? extends LoopBenchmark> family) {
    Map<String, List<LoopBenchmark>> smallest = new LinkedHashMap<>();
    Cases.of(family).forEach(sets -> smallest.putIfAbsent(sets.get(0).kernel(), sets));
    return smallest.values();
  }

  @ParameterizedTest
  @MethodSource("families")
  void jmhRunsIt(Class<? extends LoopBenchmark> family) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(family.getName()) + "\\.loop$")
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .forks(0)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    for (Field field : family.getFields()) {
      if (List.of("shape", "size").contains(field.getName())) {
        options.param(field.getName(), field.getAnnotation(Param.class).value()[0]);
      }
    }
    int loops = smallest(family).stream().mapToInt(List::size).sum();
    assertThat(new Runner(options.build()).run()).hasSize(loops);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyLoopOfACaseComputesTheSame(Class<? extends LoopBenchmark> family) {
    for (List<LoopBenchmark> sets : smallest(family)) {
      float[] expected = result(sets.get(0), LoopBenchmark::run);
      for (LoopBenchmark loop : sets) {
        assertThat(result(loop, LoopBenchmark::run)).as(loop.kernel()).isEqualTo(expected);
        float[] scalar = result(loop, LoopBenchmark::runScalar);
        assertThat(largestDifference(scalar, expected)).as(loop.kernel()).isLessThan(CLOSE);
      }
    }
  }

  private static float[] result(LoopBenchmark loop, Consumer<LoopBenchmark> run) {
    loop.setUp();
    run.accept(loop);
    return loop.result();
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
