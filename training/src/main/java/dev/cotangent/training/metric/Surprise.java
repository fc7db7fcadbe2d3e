package dev.cotangent.training.metric;

import dev.cotangent.core.loss.Scores;

/**
 * −ln of a probability, in double precision.
 *
 * @param scores what the outputs are
 * @param count how many of them belong to an element; 1: the probability of a yes
 */
record Surprise(Scores scores, int count) {

  private static final double LEAST = 0x1p-52;

  boolean isSingle() {
    return count == 1;
  }

  /** Of a class by the scores of all. */
  double ofClass(float[] outputs, int offset, int label) {
    double own = outputs[offset + label];
    return switch (scores) {
      case LOGITS -> logSumExp(outputs, offset) - own;
      case LOG_PROBABILITIES -> -own;
      default -> ofProbability(own);
    };
  }

  /** Of a yes that is right to a share: 1 or 0, or between. */
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

  /** Keeps NaN. */
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
