package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * Independent values, each equally likely anywhere in [low, high).
 *
 * <p>Made from 24 random bits an element, so that they are the same on every machine.
 *
 * @param low the least value
 * @param high the bound above, not less than {@code low}
 */
public record Uniform(double low, double high) implements Initializer {

  /** Checks the bounds. */
  public Uniform {
    if (!(low <= high) || Double.isInfinite(high - low)) {
      throw new CotangentException("uniform: [" + low + ", " + high + ") is not a finite range");
    }
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
