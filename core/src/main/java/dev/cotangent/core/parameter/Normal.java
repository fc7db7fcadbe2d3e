package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws independent, normally distributed values.
 *
 * @param mean the mean, finite
 * @param deviation the standard deviation, at least 0
 */
public record Normal(double mean, double deviation) implements Initializer {

  /** Checks the numbers. */
  public Normal {
    if (!(Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
      throw new CotangentException(
          "normal: mean "
              + mean
              + " and deviation "
              + deviation
              + ", expected finite numbers and a deviation of at least 0");
    }
  }

  /** Draws from that normal distribution. */
  public static Normal of(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  @Override
  public String id() {
    return "normal";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * stream.normal(i));
    }
  }
}
