package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws independent values, uniform in [low, high).
 *
 * <p>Computed from 24 random bits per element, so that they are the same on every machine.
 *
 * @param low the lower bound, inclusive
 * @param high the upper bound, not less than {@code low}
 */
public record Uniform(double low, double high) implements Initializer {

  /** Checks the bounds. */
  public Uniform {
    if (!(low <= high) || Double.isInfinite(high - low)) {
      throw new CotangentException(
          "uniform: low "
              + low
              + " and high "
              + high
              + ", expected a finite range with low <= high");
    }
  }

  /** Draws uniformly from [low, high). */
  public static Uniform of(double low, double high) {
    return new Uniform(low, high);
  }

  @Override
  public String id() {
    return "uniform";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * stream.uniform(i));
    }
  }
}
