package dev.cotangent.training;

/**
 * How an element of the targets varies, weights counted.
 *
 * @param weight the sum of the weights
 * @param squares Σ weight · (target − mean)²
 * @param isConstant whether all targets that count are equal, whatever their mean is rounded to
 */
record TargetSpread(double weight, double squares, boolean isConstant) {

  static TargetSpread of(Dataset data, int element) {
    double weights = 0;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < data.size(); row++) {
      double weight = data.weight(row, element);
      if (weight > 0) {
        double target = data.target(row, element);
        weights += weight;
        sum += weight * target;
        least = Math.min(least, target);
        most = Math.max(most, target);
      }
    }
    return new TargetSpread(weights, squares(data, element, sum / weights), least == most);
  }

  private static double squares(Dataset data, int element, double mean) {
    double squares = 0;
    for (int row = 0; row < data.size(); row++) {
      double weight = data.weight(row, element);
      if (weight > 0) {
        double deviation = data.target(row, element) - mean;
        squares += weight * deviation * deviation;
      }
    }
    return squares;
  }
}
