package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Integers have no kernels: plans compute them by reference, and still allocate nothing. */
class IntegerPlanTest {

  private static final Shape SHAPE = Shape.of(5, 7);

  private final Map<String, BinaryOperator<Tensor>> functions = new LinkedHashMap<>();

  IntegerPlanTest() {
    functions.put("add", Tensor::add);
    functions.put("add a row", (x, y) -> x.add(y.slice(0, 0, 1)));
    functions.put("add a column", (x, y) -> x.add(y.slice(1, 0, 1)));
    functions.put("add a number", (x, y) -> x.add(2));
    functions.put("sub", Tensor::sub);
    functions.put("mul", Tensor::mul);
    functions.put("maximum", Tensor::maximum);
    functions.put("minimum", Tensor::minimum);
    functions.put("where", (x, y) -> x.less(y).where(x, y));
    functions.put("where of numbers", (x, y) -> x.equalTo(3).where(x, y.slice(0, 1, 2)));
    functions.put("compare", (x, y) -> x.greaterEqual(y));
    functions.put("broadcast", (x, y) -> x.slice(0, 0, 1).broadcastTo(SHAPE));
    functions.put("transpose", (x, y) -> x.transpose());
    functions.put("reshape", (x, y) -> x.reshape(Shape.of(7, 5)).add(1));
    functions.put("slice", (x, y) -> x.slice(1, 2, 5));
    functions.put("concat", (x, y) -> Tensor.concat(0, x, y));
    functions.put("cast", (x, y) -> x.cast(DType.F32).mul(0.5).cast(DType.I32));
    functions.put(
        "gather", (x, y) -> x.cast(DType.F32).gather(y.slice(1, 0, 1).reshape(Shape.of(5))));
    functions.put("a table", (x, y) -> x.add(1).maximum(y).minimum(y.mul(2).add(x)));
  }

  @Test
  void runningAllocatesNothing() {
    functions.forEach((name, function) -> assertThat(bytesOfARun(run(function))).as(name).isZero());
  }

  @Test
  void giveWhatConstantsGive() {
    functions.forEach(
        (name, function) -> {
          Run run = run(function);
          run.execute();
          Tensor expected =
              function.apply(Tensor.i32(SHAPE, numbers(3)), Tensor.i32(SHAPE, numbers(5)));
          assertThat(run.read(0)).as(name).containsExactly(expected.toDoubles());
        });
  }

  private static Run run(BinaryOperator<Tensor> function) {
    Tensor x = Tensor.input("x", DType.I32, SHAPE);
    Tensor y = Tensor.input("y", DType.I32, SHAPE);
    Plan plan = Plan.compile(List.of(function.apply(x, y)), PortableKernels.of());
    Run run = plan.newRun();
    feed(run, "x", numbers(3));
    feed(run, "y", numbers(5));
    return run;
  }

  private static void feed(Run run, String name, int[] values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  private static int[] numbers(int factor) {
    return IntStream.range(0, SHAPE.size()).map(i -> i * factor % 5).toArray();
  }

  private static long bytesOfARun(Run run) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 50 && least > 0; attempt++) {
      run.execute();
      long before = threads.getCurrentThreadAllocatedBytes();
      run.execute();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
