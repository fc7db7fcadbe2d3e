package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.Synthetic;
import java.util.Arrays;
import java.util.List;

/**
 * A custom loop with two networks (Goodfellow and others, 2014): a generator turns noise into
 * points, a discriminator distinguishes them from points of two moons, and each learns from the
 * other.
 */
public final class E16Gan {

  private static final int BATCH = 128;
  private static final int NOISE = 4;
  private static final int REAL = 1;
  private static final String POINTS = "noise";

  private static final LayerSpec GENERATOR =
      Sequential.of(
          Dense.of(48),
          Activate.with(Activations.RELU),
          Dense.of(48),
          Activate.with(Activations.RELU),
          Dense.of(2));

  private static final LayerSpec DISCRIMINATOR =
      Sequential.of(
          Dense.of(48),
          Activate.with(Activations.RELU),
          Dense.of(48),
          Activate.with(Activations.RELU),
          Dense.of(2));

  private final Model discriminator = Model.build(DISCRIMINATOR, Shape.of(2), 1);
  private final Model both = Sequential.of(GENERATOR, DISCRIMINATOR).build(Shape.of(NOISE), 2);
  private final Model generator = Model.build(GENERATOR, Shape.of(NOISE), 2);
  private final Run generate = generate();
  private final RandomStream random = RandomStream.of(7, "gan");
  private final Dataset moons = Synthetic.moons(2000, 0.05, 7);

  E16Gan() {}

  /** Trains, and prints the distance between the generated points and the moons. */
  public static void main(String[] args) {
    E16Gan gan = new E16Gan();
    System.out.printf("before: %.3f%n", gan.distance());
    gan.train(2000);
    System.out.printf("after:  %.3f%n", gan.distance());
  }

  /** Trains both networks in alternating steps. */
  void train(int steps) {
    try (TrainStep judging = trainer(discriminator).step();
        TrainStep forging = trainer(both).freeze("1.*").step()) {
      int[] truth = new int[2 * BATCH];
      Arrays.fill(truth, 0, BATCH, REAL);
      int[] wished = new int[BATCH];
      Arrays.fill(wished, REAL);
      for (int step = 0; step < steps; step++) {
        judging.run(halfReal(step), truth);
        copy(discriminator, "", both, "1.");
        forging.run(noise(step), wished);
        copy(both, "0.", generator, "");
      }
    }
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3).withBetas(0.5, 0.999));
  }

  /** A batch whose first half is points of the moons and whose second half is generated. */
  private float[] halfReal(int step) {
    float[] points = new float[4 * BATCH];
    for (int row = 0; row < BATCH; row++) {
      int chosen = random.below(moons.size(), (long) step * BATCH + row);
      System.arraycopy(moons.features(chosen), 0, points, 2 * row, 2);
    }
    System.arraycopy(generated(step), 0, points, 2 * BATCH, 2 * BATCH);
    return points;
  }

  private float[] generated(int step) {
    float[] points = new float[2 * BATCH];
    generate.feed(POINTS, noise(step), 0);
    generate.execute();
    generate.read(0, points, 0);
    return points;
  }

  private float[] noise(int step) {
    float[] noise = new float[BATCH * NOISE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.normal(step, 0, i);
    }
    return noise;
  }

  private Run generate() {
    Tensor noise = Tensor.input(POINTS, DType.F32, Shape.of(BATCH, NOISE));
    Tensor points = generator.forward(noise, PlanContext.forInference());
    return Plan.compile(List.of(points), generator.registry().portable()).newRun(generator.store());
  }

  /** Copies the parameters whose names start with one prefix to those that start with another. */
  private static void copy(Model from, String prefix, Model to, String newPrefix) {
    for (Parameter parameter : from.parameters()) {
      if (parameter.name().startsWith(prefix)) {
        String name = newPrefix + parameter.name().substring(prefix.length());
        to.store().write(to.parameter(name), from.store().read(parameter));
      }
    }
  }

  /**
   * The distance between the generated points and the moons: the mean distance of a point to the
   * nearest point of the other set, in both directions (Chamfer distance).
   */
  double distance() {
    float[] forged = generated(-1);
    float[] real = new float[2 * moons.size()];
    for (int row = 0; row < moons.size(); row++) {
      System.arraycopy(moons.features(row), 0, real, 2 * row, 2);
    }
    return nearest(forged, real) + nearest(real, forged);
  }

  private static double nearest(float[] points, float[] others) {
    double sum = 0;
    for (int i = 0; i < points.length; i += 2) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < others.length; j += 2) {
        double x = (double) points[i] - others[j];
        double y = (double) points[i + 1] - others[j + 1];
        least = Math.min(least, Math.sqrt(x * x + y * y));
      }
      sum += least;
    }
    return 2 * sum / points.length;
  }
}
