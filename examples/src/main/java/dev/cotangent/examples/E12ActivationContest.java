package dev.cotangent.examples;

import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.source.Synthetic;
import java.util.SortedMap;
import java.util.TreeMap;

/** Trains the same network on two spirals with each of several activations, to compare them. */
public final class E12ActivationContest {

  private static final long SEED = 7;

  private E12ActivationContest() {}

  /** Prints the accuracy on unseen points of the spirals for every registered activation. */
  public static void main(String[] args) {
    Registry registry = Registry.standard();
    contest(60, registry.activations())
        .forEach((id, accuracy) -> System.out.printf("%-12s %.3f%n", id, accuracy));
  }

  /** The accuracy with each activation after a number of epochs. */
  static SortedMap<String, Double> contest(int epochs, Iterable<String> activations) {
    Split spirals = Split.stratified(Synthetic.spirals(600, 2, 0.02, SEED), 0, 0.3, SEED);
    SortedMap<String, Double> accuracies = new TreeMap<>();
    for (String id : activations) {
      accuracies.put(id, accuracy(train(id, spirals.train(), epochs), spirals.test()));
    }
    return accuracies;
  }

  private static Model train(String activation, Dataset data, int epochs) {
    Model model =
        Sequential.of(
                Dense.of(32),
                Activate.with(activation),
                Dense.of(32),
                Activate.with(activation),
                Dense.of(2))
            .build(data.sampleShape(), SEED);
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .fit(data, epochs);
    return model;
  }

  private static double accuracy(Model model, Dataset data) {
    return Evaluator.of(
            model, CrossEntropy.ofClassIndices(), Workers.serial(), Registry.standard().portable())
        .evaluate(data)
        .accuracy();
  }
}
