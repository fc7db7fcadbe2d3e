package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * Independent values of a normal distribution, those farther than two standard deviations from the
 * mean being drawn again.
 *
 * @param mean finite
 * @param deviation the standard deviation before values are cut off, from 0
 */
public record TruncatedNormal(double mean, double deviation) implements Initializer {

  private static final double CUT = 2;

  /** Checks the numbers. */
  public TruncatedNormal {
    if (!(Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
      throw new CotangentException(
          "truncated_normal: no distribution of " + mean + " and " + deviation);
    }
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
