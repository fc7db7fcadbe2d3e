package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.metric.Average;
import dev.cotangent.training.metric.FBeta;
import java.util.List;
import java.util.function.UnaryOperator;

/** Multi-label classification: a day may be warm, wet and windy, or none of these. */
public final class E29SeveralLabels {

  private static final List<String> LABELS = List.of("warm", "wet", "windy");
  private static final Shape DAY = Shape.of(4);

  private E29SeveralLabels() {}

  /** Trains, and prints F1 over all labels. */
  public static void main(String[] args) {
    System.out.printf("F1: %.3f%n", train(40, trainer -> trainer).quality());
  }

  /** The network after a number of epochs; the quality is F1 over all labels of unseen days. */
  static Trained train(int epochs, UnaryOperator<Trainer> engine) {
    Model net =
        Sequential.of(Dense.of(24), Activate.with(Activations.TANH), Dense.of(LABELS.size()))
            .build(DAY, 7);
    Loss loss = new BinaryCrossEntropyWithLogits();
    Trainer trainer = Trainer.of(net).loss(loss).optimizer(Adam.of(1e-2));
    engine.apply(trainer).fit(days(800, 1), epochs);
    Dataset others = days(400, 2);
    FBeta f1 = FBeta.f1(Average.MICRO);
    double quality = Evaluator.of(net, loss, f1).evaluate(others).metric(f1.name());
    return new Trained(quality, List.of(net));
  }

  private static Dataset days(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "days");
    float[] numbers = new float[4 * count];
    float[] labels = new float[3 * count];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < 4; i++) {
        numbers[4 * row + i] = (float) random.normal(row, 0, i);
      }
      float sun = numbers[4 * row];
      float cloud = numbers[4 * row + 1];
      float pressure = numbers[4 * row + 2];
      labels[3 * row] = sun - 0.5f * cloud > 0 ? 1 : 0;
      labels[3 * row + 1] = cloud > 0.3f && pressure < 0.5f ? 1 : 0;
      labels[3 * row + 2] = Math.abs(pressure) > 0.8f ? 1 : 0;
    }
    return Dataset.of(DAY, numbers, LabelTargets.of(LABELS, labels));
  }
}
