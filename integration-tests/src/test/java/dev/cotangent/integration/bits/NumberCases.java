package dev.cotangent.integration.bits;

import dev.cotangent.commonsmath.ConjugateGradient;
import dev.cotangent.commonsmath.LevenbergMarquardt;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.parameter.Initializers;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.random.Shuffle;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;

/** Computations without kernels. */
final class NumberCases {

  private static final int COUNT = 500;
  private static final int STEPS = 20;

  private NumberCases() {}

  static List<BitsCase> all(Registry registry) {
    List<BitsCase> cases = new ArrayList<>();
    for (String id : registry.schedules()) {
      Schedule schedule = registry.schedule(id).withHorizon(STEPS);
      cases.add(BitsCase.of("schedule " + id, bits -> schedule(schedule, bits)));
    }
    for (String name : Initializers.names()) {
      cases.add(BitsCase.of("initializer " + name, bits -> initializer(name, bits)));
    }
    cases.add(BitsCase.of("random numbers", NumberCases::random));
    cases.add(BitsCase.of("decimals", NumberCases::decimals));
    cases.add(BitsCase.of("conjugate gradients", NumberCases::conjugateGradients));
    cases.add(BitsCase.of("levenberg-marquardt", NumberCases::levenbergMarquardt));
    return cases;
  }

  private static void schedule(Schedule schedule, Bits bits) {
    for (int step = 0; step <= STEPS; step++) {
      bits.add(schedule.learningRate(0.1, step));
    }
  }

  private static void initializer(String name, Bits bits) {
    for (Shape shape : List.of(Shape.of(7, 5), Shape.of(4, 3, 2, 2))) {
      float[] values = new float[shape.size()];
      Initializers.named(name).fill(values, shape, RandomStream.of(11, name));
      bits.add(values);
    }
  }

  private static void random(Bits bits) {
    RandomStream random = RandomStream.of(12, "größe");
    for (int i = 0; i < COUNT; i++) {
      bits.add(random.normal(i), random.uniform(i), random.uniformDouble(i), random.below(7, i));
    }
    int[] order = new int[COUNT];
    Shuffle.order(order, 13, 2);
    bits.add(IntStream.of(order).asDoubleStream().toArray());
  }

  private static void decimals(Bits bits) {
    RandomStream random = RandomStream.of(14, "decimals");
    for (int i = 0; i < COUNT; i++) {
      double value = random.normal(i) * Math.scalb(1.0, random.below(200, COUNT + i) - 100);
      bits.add(Decimals.of((float) value) + " " + Decimals.of(value) + "\n");
    }
  }

  /** Rosenbrock's valley. */
  private static void conjugateGradients(Bits bits) {
    RealVector end =
        new ConjugateGradient()
            .minimize(x -> valley(x).square().sum(), new ArrayRealVector(new double[] {-1, 2}));
    bits.add(end.toArray());
  }

  private static void levenbergMarquardt(Bits bits) {
    RealVector end =
        new LevenbergMarquardt()
            .minimize(NumberCases::valley, new ArrayRealVector(new double[] {-1, 2}))
            .point();
    bits.add(end.toArray());
  }

  private static Tensor valley(Tensor x) {
    Tensor a = x.slice(0, 0, 1);
    Tensor b = x.slice(0, 1, 2);
    return Tensor.concat(0, b.sub(a.square()).mul(10), a.neg().add(1));
  }
}
