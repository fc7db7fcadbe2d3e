package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.TargetedSample;
import java.util.stream.IntStream;

/**
 * The adding problem (Hochreiter and Schmidhuber, 1997): two numbers of a random sequence are
 * marked, and the network outputs their sum at the end. An LSTM has to remember the first until the
 * second arrives.
 */
public final class E13Sequence {

  private static final int LENGTH = 10;
  private static final Shape SAMPLE = Shape.of(LENGTH, 2);

  private E13Sequence() {}

  /** Prints the network's error next to that of always predicting 1, the mean of all sums. */
  public static void main(String[] args) {
    Dataset test = sequences(500, 2);
    System.out.printf("always 1: %.4f%n", squaredError(test, new float[test.size()], 1));
    System.out.printf("LSTM:     %.4f%n", squaredError(train(30), test));
  }

  /** A network trained for a number of epochs on 2,000 sequences. */
  static Model train(int epochs) {
    Model model = Sequential.of(Lstm.of(24), Dense.of(1)).build(SAMPLE, 7);
    Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Adam.of(0.01))
        .clipGlobalNorm(1)
        .fit(sequences(2000, 1), epochs);
    return model;
  }

  /** Sequences of pairs (number from 0 to 1, mark), with one mark in each half. */
  static Dataset sequences(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "sequences");
    return Dataset.regression(
        SAMPLE, Shape.of(1), IntStream.range(0, count).mapToObj(row -> sequence(random, row)));
  }

  private static TargetedSample sequence(RandomStream random, int row) {
    float[] steps = new float[LENGTH * 2];
    for (int t = 0; t < LENGTH; t++) {
      steps[2 * t] = random.uniform(0, row, t);
    }
    int first = random.below(LENGTH / 2, 2L * row);
    int second = LENGTH / 2 + random.below(LENGTH / 2, 2L * row + 1);
    steps[2 * first + 1] = 1;
    steps[2 * second + 1] = 1;
    return TargetedSample.of(steps, steps[2 * first] + steps[2 * second]);
  }

  /** The mean squared error of a model on a data set. */
  static double squaredError(Model model, Dataset data) {
    float[] outputs = new float[data.size()];
    var predictor = model.predictor();
    for (int row = 0; row < outputs.length; row++) {
      outputs[row] = predictor.predict(data.features(row))[0];
    }
    return squaredError(data, outputs, 0);
  }

  private static double squaredError(Dataset data, float[] outputs, double offset) {
    double sum = 0;
    for (int row = 0; row < outputs.length; row++) {
      double error = outputs[row] + offset - data.target(row)[0];
      sum += error * error / outputs.length;
    }
    return sum;
  }
}
