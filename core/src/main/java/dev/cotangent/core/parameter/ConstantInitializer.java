package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import java.util.Arrays;

/**
 * One value everywhere.
 *
 * @param value any number
 */
public record ConstantInitializer(float value) implements Initializer {

  /** 0 everywhere. */
  public static ConstantInitializer zeros() {
    return new ConstantInitializer(0);
  }

  /** 1 everywhere. */
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
