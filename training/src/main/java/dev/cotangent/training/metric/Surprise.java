package dev.cotangent.training.metric;

import dev.cotangent.core.loss.Scores;

/**
 * Computes −ln of a probability, in double precision.
 *
 * @param scores kind of the outputs
 * @param count number of outputs per element; 1: the probability of the positive class
 */
record Surprise(Scores scores, int count) {

  private static final double LEAST = 0x1p-52;

  boolean isSingle() {
    return count == 1;
  }

  /** The loss of a class, from the scores of all classes. */
  double ofClass(float[] outputs, int offset, int label) {
    double own = outputs[offset + label];
    return switch (scores) {
      case LOGITS -> logSumExp(outputs, offset) - own;
      case LOG_PROBABILITIES -> -own;
      default -> ofProbability(own);
    };
  }

  /** The loss of a binary output for a target between 0 (negative) and 1 (positive). */
  double ofShare(float output, double share) {
    return (share == 0 ? 0 : share * ofYes(output)) + (share == 1 ? 0 : (1 - share) * ofNo(output));
  }

  private double ofYes(double output) {
    return switch (scores) {
      case LOGITS -> softplus(-output);
      case LOG_PROBABILITIES -> -output;
      default -> ofProbability(output);
    };
  }

  private double ofNo(double output) {
    return switch (scores) {
      case LOGITS -> softplus(output);
      case LOG_PROBABILITIES -> ofProbability(-StrictMath.expm1(output));
      default -> ofProbability(1 - output);
    };
  }

  /** Clips a probability; keeps NaN. */
  private static double ofProbability(double probability) {
    return -StrictMath.log(Math.min(1 - LEAST, Math.max(LEAST, probability)));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private double logSumExp(float[] outputs, int offset) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, outputs[offset + i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += StrictMath.exp(outputs[offset + i] - most);
    }
    return most + StrictMath.log(sum);
  }
}
