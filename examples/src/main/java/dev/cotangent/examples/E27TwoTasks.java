package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Batch;
import dev.cotangent.training.Objective;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import java.util.List;
import java.util.function.UnaryOperator;

/** One body with two heads: which quadrant a point is in, and how far it is from the middle. */
public final class E27TwoTasks {

  private static final int ROWS = 256;

  /** Which of the two tasks a network learns. */
  enum Tasks {
    CLASS,
    NUMBER,
    BOTH
  }

  /** How good the heads are: the share of right classes, and R² of the number. */
  record Scores(double accuracy, double r2, Trained trained) {}

  private E27TwoTasks() {}

  /** Trains one network for both and one for each, and prints their scores. */
  public static void main(String[] args) {
    for (Tasks tasks : Tasks.values()) {
      Scores scores = train(tasks, 1500, trainer -> trainer);
      System.out.printf("%s: accuracy %.3f, R2 %.3f%n", tasks, scores.accuracy(), scores.r2());
    }
  }

  static Scores train(Tasks tasks, int steps, UnaryOperator<Trainer> engine) {
    Model body =
        Sequential.of(
                Dense.units(32), Activate.with("tanh"), Dense.units(32), Activate.with("tanh"))
            .build(Shape.of(2), 1);
    Model quadrant = Sequential.of(Dense.units(4)).build(Shape.of(32), 2);
    Model distance = Sequential.of(Dense.units(1)).build(Shape.of(32), 3);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor h = f.apply(body, f.input("point", Shape.of(2)));
                  Tensor labels = f.labels("quadrant", Shape.scalar());
                  Tensor logits = f.apply(quadrant, h);
                  f.part(
                      "class",
                      CrossEntropy.ofClassIndices().terms(logits, labels),
                      tasks == Tasks.NUMBER ? 0 : 1);
                  Tensor guess = f.apply(distance, h);
                  Tensor target = f.input("distance", Shape.of(1));
                  f.part(
                      "number",
                      new MeanSquaredError().terms(guess, target),
                      tasks == Tasks.CLASS ? 0 : 1);
                })
            .model("body", body)
            .model("quadrant", quadrant)
            .model("distance", distance);
    Points points = Points.of(1);
    Batch batch =
        Batch.of("point", points.xy)
            .and("quadrant", points.quadrant)
            .and("distance", points.distance);
    try (TrainStep step = engine.apply(Trainer.of(objective).optimizer(Adam.of(5e-3))).step()) {
      for (int i = 0; i < steps; i++) {
        step.run(batch);
      }
    }
    return Points.of(2).scores(body, quadrant, distance);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Points(float[] xy, int[] quadrant, float[] distance) {

    static Points of(long seed) {
      RandomStream random = RandomStream.of(seed, "points");
      float[] xy = new float[2 * ROWS];
      int[] quadrant = new int[ROWS];
      float[] distance = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        float x = (float) random.normal(2L * i);
        float y = (float) random.normal(2L * i + 1);
        xy[2 * i] = x;
        xy[2 * i + 1] = y;
        quadrant[i] = (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0);
        distance[i] = (float) Math.hypot(x, y);
      }
      return new Points(xy, quadrant, distance);
    }

    Scores scores(Model body, Model head, Model number) {
      float[] h = body.predictor().predict(xy);
      float[] logits = head.predictor().predict(h);
      float[] guesses = number.predictor().predict(h);
      double right = 0;
      double error = 0;
      double spread = 0;
      for (int i = 0; i < ROWS; i++) {
        int best = 0;
        for (int k = 1; k < 4; k++) {
          best = logits[4 * i + k] > logits[4 * i + best] ? k : best;
        }
        right += best == quadrant[i] ? 1 : 0;
        error += Math.pow(guesses[i] - distance[i], 2);
        spread += Math.pow(distance[i] - Math.sqrt(Math.PI / 2), 2);
      }
      Trained trained = new Trained(right / ROWS, List.of(body, head, number));
      return new Scores(right / ROWS, 1 - error / spread, trained);
    }
  }
}
