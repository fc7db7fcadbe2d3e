package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Transfer learning: a network trained on the ten digits learns from forty images which pair a
 * digit belongs to, 0 and 1 to 8 and 9. Its body is copied and frozen, and only a new head is
 * trained.
 */
public final class E30NewHead {

  private static final int PIXELS = 64;
  private static final int KNOWN = 1200;
  private static final int FEW = 40;

  private E30NewHead() {}

  /** Trains, and prints how much the pretrained body adds to the accuracy. */
  public static void main(String[] args) {
    System.out.printf("ahead of training from scratch by %.3f%n", train(20, t -> t).quality());
  }

  /**
   * The model with a new head; the quality is its accuracy minus that of a network trained from
   * scratch.
   */
  static Trained train(int epochs, UnaryOperator<Trainer> engine) {
    Model known = network(10, 1);
    trainer(known, engine).fit(digits(0, KNOWN, 1), epochs);
    Dataset few = digits(KNOWN, KNOWN + FEW, 2);
    Dataset rest = digits(KNOWN + FEW, BuiltinData.digits().size(), 2);
    Model tuned = network(5, 2);
    tuned.copyFrom(known, Transfer.strict().only("0.*", "2.*"));
    trainer(tuned, engine).freeze("0.*", "2.*").fit(few, epochs);
    Model scratch = network(5, 2);
    trainer(scratch, engine).fit(few, epochs);
    return new Trained(accuracy(tuned, rest) - accuracy(scratch, rest), List.of(known, tuned));
  }

  private static Model network(int classes, long seed) {
    LayerSpec relu = Activate.with(Activations.RELU);
    return Sequential.of(Dense.of(48), relu, Dense.of(24), relu, Dense.of(classes))
        .build(Shape.of(PIXELS), seed);
  }

  private static Trainer trainer(Model model, UnaryOperator<Trainer> engine) {
    return engine.apply(
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(1e-2)).batch(20));
  }

  /**
   * A range of the images, with pixels scaled to 0 … 1 and this many consecutive digits merged into
   * a class.
   */
  private static Dataset digits(int from, int to, int together) {
    Dataset digits = BuiltinData.digits();
    float[] pixels = new float[(to - from) * PIXELS];
    int[] labels = new int[to - from];
    for (int row = from; row < to; row++) {
      labels[row - from] = digits.label(row) / together;
      for (int i = 0; i < PIXELS; i++) {
        pixels[(row - from) * PIXELS + i] = digits.features(row)[i] / 16;
      }
    }
    return Dataset.classification(Shape.of(PIXELS), pixels, labels, 10 / together);
  }

  private static double accuracy(Model model, Dataset data) {
    return model.evaluate(data, CrossEntropy.ofClassIndices()).accuracy();
  }
}
