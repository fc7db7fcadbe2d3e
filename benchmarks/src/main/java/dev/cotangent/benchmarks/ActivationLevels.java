package dev.cotangent.benchmarks;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.elementwise.Accelerated;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.ElementActivation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Prints what an activation costs, forward and backward, built in, as an expression, and by value
 * and derivative of one element; in turns, so that ratios mean something.
 *
 * <p>Argument: the kernel set.
 */
public final class ActivationLevels {

  private static final Shape SHAPE = Shape.of(256, 512);
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 10;
  private static final int RUNS = 10;

  private ActivationLevels() {}

  private record Softsign() implements ElementActivation {
    @Override
    public String id() {
      return "softsign";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.div(x.abs().add(1));
    }

    @Override
    public double value(double x) {
      return x / (1 + Math.abs(x));
    }

    @Override
    public double derivative(double x, double y) {
      double below = 1 + Math.abs(x);
      return 1 / (below * below);
    }
  }

  private record Silu() implements ElementActivation {
    @Override
    public String id() {
      return "silu";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(x.sigmoid());
    }

    @Override
    public double value(double x) {
      return x * sigmoid(x);
    }

    @Override
    public double derivative(double x, double y) {
      double gate = sigmoid(x);
      return gate + y * (1 - gate);
    }

    private static double sigmoid(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }
  }

  /** Prints the medians. */
  public static void main(String[] args) {
    Registry registry = Registry.standard();
    Kernels kernels = registry.kernels(args[0]);
    Map<String, Run> runs = new LinkedHashMap<>();
    for (ElementActivation activation : List.of(new Softsign(), new Silu())) {
      String id = activation.id();
      runs.put(id + ", built in", plan(registry.activation(id)::apply, kernels));
      runs.put(id + ", expression", plan(activation::apply, kernels));
      runs.put(id + ", element", plan(x -> new Accelerated(activation).on(x), kernels));
    }
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Run> run : runs.entrySet()) {
        times.computeIfAbsent(run.getKey(), name -> new double[ROUNDS])[round] =
            nanosAnElement(run.getValue());
      }
    }
    times.forEach(
        (name, all) -> System.out.printf(Locale.ROOT, "%-24s %6.2f ns%n", name, median(all)));
  }

  private static Run plan(UnaryOperator<Tensor> function, Kernels kernels) {
    Tensor x = Tensor.input("x", DType.F32, SHAPE);
    Tensor y = function.apply(x);
    Tensor upstream = Tensor.input("upstream", DType.F32, SHAPE);
    Tensor gradient = Gradients.of(y, upstream, List.of(x)).of(x);
    Run run = Plan.compile(List.of(y, gradient), kernels).newRun();
    run.feed("x", normal("x"), 0);
    run.feed("upstream", normal("upstream"), 0);
    return run;
  }

  private static float[] normal(String name) {
    RandomStream random = RandomStream.of(1, name);
    float[] values = new float[SHAPE.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.normal(i);
    }
    return values;
  }

  private static double nanosAnElement(Run run) {
    long start = System.nanoTime();
    for (int i = 0; i < RUNS; i++) {
      run.execute();
    }
    return (double) (System.nanoTime() - start) / RUNS / SHAPE.size();
  }

  private static double median(double[] times) {
    double[] counted = Arrays.copyOfRange(times, WARM_UP, times.length);
    Arrays.sort(counted);
    return counted[counted.length / 2];
  }
}
