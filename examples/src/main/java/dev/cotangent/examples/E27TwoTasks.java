package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import java.util.List;
import java.util.function.UnaryOperator;

/** One shared body with two heads: the quadrant of a point, and its distance from the origin. */
public final class E27TwoTasks {

  private static final int ROWS = 256;

  /**
   * The scores of both heads on unseen points.
   *
   * @param accuracy the share of correct quadrants
   * @param error the mean squared error of the distance
   */
  record Scores(double accuracy, double error, Trained trained) {}

  private E27TwoTasks() {}

  /** Trains one network for both tasks and one for each task, and prints their scores. */
  public static void main(String[] args) {
    Scores both = train(1, 1, 1500, trainer -> trainer);
    Scores alone = train(1, 0, 1500, trainer -> trainer);
    System.out.printf("accuracy %.3f, alone %.3f%n", both.accuracy(), alone.accuracy());
    alone = train(0, 1, 1500, trainer -> trainer);
    System.out.printf("squared error %.4f, alone %.4f%n", both.error(), alone.error());
  }

  /** Trains with two tasks, either of which may have the factor 0. */
  static Scores train(
      double quadrants, double distances, int steps, UnaryOperator<Trainer> engine) {
    LayerSpec tanh = Activate.with(Activations.TANH);
    Model body = Sequential.of(Dense.of(32), tanh, Dense.of(32), tanh).build(Shape.of(2), 1);
    Model quadrant = Sequential.of(Dense.of(4)).build(Shape.of(32), 2);
    Model distance = Sequential.of(Dense.of(1)).build(Shape.of(32), 3);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor h = f.apply(body, f.input("point", Shape.of(2)));
                  Tensor logits = f.apply(quadrant, h);
                  Tensor labels = f.labels("quadrant", Shape.scalar());
                  CrossEntropy entropy = CrossEntropy.ofClassIndices();
                  f.part("quadrant", entropy.terms(logits, labels), quadrants);
                  Tensor far = f.input("distance", Shape.of(1));
                  f.part("distance", f.apply(distance, h).sub(far).square(), distances);
                  f.output("quadrant", logits);
                })
            .model("body", body)
            .model("quadrant", quadrant)
            .model("distance", distance);
    OutputMetric accuracy = OutputMetric.of(new Accuracy(), "quadrant", "quadrant");
    Trainer trainer = Trainer.of(objective).optimizer(Adam.of(5e-3)).metrics(accuracy);
    try (TrainStep step = engine.apply(trainer).step()) {
      Batch batch = points(1);
      for (int i = 0; i < steps; i++) {
        step.run(batch);
      }
      Evaluation others = step.evaluate(List.of(points(2)));
      Trained trained = new Trained(others.accuracy(), List.of(body, quadrant, distance));
      return new Scores(trained.quality(), others.metric("distance"), trained);
    }
  }

  private static Batch points(long seed) {
    RandomStream random = RandomStream.of(seed, "points");
    float[] xy = new float[2 * ROWS];
    int[] quadrant = new int[ROWS];
    float[] distance = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      xy[2 * i] = (float) random.normal(2L * i);
      xy[2 * i + 1] = (float) random.normal(2L * i + 1);
      quadrant[i] = (xy[2 * i] > 0 ? 1 : 0) + (xy[2 * i + 1] > 0 ? 2 : 0);
      distance[i] = (float) StrictMath.hypot(xy[2 * i], xy[2 * i + 1]);
    }
    return Batch.of("point", xy).and("quadrant", quadrant).and("distance", distance);
  }
}
