package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Targets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A tag for each token: whether a bracket is open there. Sequences differ in length; the rest of
 * each row is padding, whose tags have weight 0.
 */
public final class E28Tagging {

  private static final int LENGTH = 12;
  private static final int TOKENS = 3;

  private E28Tagging() {}

  /** Trains, and prints the share of correctly tagged tokens. */
  public static void main(String[] args) {
    System.out.printf("tag accuracy: %.3f%n", train(20, trainer -> trainer).quality());
  }

  /**
   * The network after a number of epochs; the quality is the share of correct tags in unseen
   * sequences.
   */
  static Trained train(int epochs, UnaryOperator<Trainer> engine) {
    Model net =
        Sequential.of(Lstm.of(16).withReturnSequences(), Dense.of(2))
            .build(Shape.of(LENGTH, TOKENS), 7);
    CrossEntropy loss = CrossEntropy.ofClassIndices();
    Trainer trainer = Trainer.of(net).loss(loss).optimizer(Adam.of(1e-2));
    engine.apply(trainer).fit(sequences(600, 1), epochs);
    Dataset others = sequences(200, 2);
    double right = net.evaluate(others, loss).accuracy();
    return new Trained(right, List.of(net));
  }

  /** Sequences of words and of opening and closing brackets. */
  private static Dataset sequences(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "sequences");
    float[] tokens = new float[count * LENGTH * TOKENS];
    int[] tags = new int[count * LENGTH];
    float[] mask = new float[count * LENGTH];
    for (int row = 0; row < count; row++) {
      int length = LENGTH / 2 + random.below(LENGTH / 2 + 1, row);
      boolean open = false;
      for (int i = row * LENGTH; i < row * LENGTH + length; i++) {
        int token = random.below(TOKENS, -1 - i);
        open = token == 1 || (token != 2 && open);
        tokens[i * TOKENS + token] = 1;
        tags[i] = open ? 1 : 0;
        mask[i] = 1;
      }
    }
    Targets targets = ClassTargets.of(Shape.of(LENGTH), tags, List.of("closed", "open"));
    return Dataset.of(Shape.of(LENGTH, TOKENS), tokens, targets.withWeights(mask));
  }
}
