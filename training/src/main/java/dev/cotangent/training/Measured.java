package dev.cotangent.training;

import java.util.OptionalDouble;

/**
 * What a metric measures.
 *
 * @param data the samples, their targets and weights
 * @param outputs how many numbers the model gives for each sample
 * @param threshold where a single output changes from the first to the second of two classes, if
 *     the loss says so
 */
public record Measured(Dataset data, int outputs, OptionalDouble threshold) {

  /** Outputs of which no loss says where classes change. */
  public static Measured of(Dataset data, int outputs) {
    return new Measured(data, outputs, OptionalDouble.empty());
  }
}
