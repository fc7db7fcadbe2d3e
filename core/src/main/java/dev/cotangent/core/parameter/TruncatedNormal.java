package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws independent, normally distributed values; those farther than two
 * standard deviations from the mean are drawn again.
 *
 * @param mean the mean, finite
 * @param deviation the standard deviation before truncation, at least 0
 */
public record TruncatedNormal(double mean, double deviation) implements Initializer {

  private static final double CUT = 2;

  /** Checks the numbers. */
  public TruncatedNormal {
    if (!(Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
      throw new CotangentException(
          "truncated_normal: mean "
              + mean
              + " and deviation "
              + deviation
              + ", expected finite numbers and a deviation of at least 0");
    }
  }

  /** Draws from that normal distribution within two deviations. */
  public static TruncatedNormal of(double mean, double deviation) {
    return new TruncatedNormal(mean, deviation);
  }

  @Override
  public String id() {
    return "truncated_normal";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    for (int i = 0; i < values.length; i++) {
      double drawn = stream.normal(0, 0, i);
      for (int again = 1; Math.abs(drawn) > CUT; again++) {
        drawn = stream.normal(0, again, i);
      }
      values[i] = (float) (mean + deviation * drawn);
    }
  }
}
