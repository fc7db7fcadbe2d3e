package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.source.BuiltinData;

/** Trains a classifier of handwritten digits in about a second. */
public final class E05Digits {

  private static final long SEED = 7;

  private E05Digits() {}

  /** Prints the loss of each epoch and the accuracy on held-out digits. */
  public static void main(String[] args) {
    System.out.printf("accuracy on the test digits: %.4f%n", train(15).accuracy());
  }

  /** Trains for a number of epochs and evaluates on a fifth of the digits. */
  static Evaluation train(int epochs) {
    Split digits = Split.stratified(BuiltinData.digits(), 0, 0.2, SEED);
    Model model = model(digits.train());
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .batch(64)
        .callbacks(
            EpochListener.of(
                result -> System.out.printf("epoch %d: %.4f%n", result.epoch(), result.loss())))
        .fit(digits.train(), epochs);
    return Evaluator.of(
            model, CrossEntropy.ofClassIndices(), Workers.serial(), Registry.standard().kernels())
        .evaluate(digits.test());
  }

  /** A normalizer fitted to the training digits, and two hidden layers. */
  static Model model(Dataset train) {
    return Sequential.of(
            Normalizer.fit(train, Normalize.Kind.ZSCORE),
            Dense.of(128),
            Activate.with(Activations.RELU),
            Dense.of(64),
            Activate.with(Activations.RELU),
            Dense.of(10))
        .build(train.sampleShape(), SEED);
  }
}
