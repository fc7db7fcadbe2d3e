package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import java.util.Arrays;

/**
 * An initializer that sets all elements to one value.
 *
 * @param value any number
 */
public record ConstantInitializer(float value) implements Initializer {

  /** Returns an initializer with zeros. */
  public static ConstantInitializer zeros() {
    return new ConstantInitializer(0);
  }

  /** Returns an initializer with ones. */
  public static ConstantInitializer ones() {
    return new ConstantInitializer(1);
  }

  @Override
  public String id() {
    return "constant";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    Arrays.fill(values, value);
  }
}
