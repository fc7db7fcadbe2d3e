package dev.cotangent.core.loss;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.Constant;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Attributes of losses: checks that name loss, attribute and value, and lists of numbers. */
final class Options {

  private static final String SEPARATOR = ";";

  private Options() {}

  static void finite(String id, String attribute, double value) {
    that(Double.isFinite(value), id, attribute, value, "a finite number");
  }

  static void positive(String id, String attribute, double value) {
    that(value > 0 && Double.isFinite(value), id, attribute, value, "a number above 0");
  }

  static void notNegative(String id, String attribute, double value) {
    that(value >= 0 && Double.isFinite(value), id, attribute, value, "0 or a number above it");
  }

  static void weights(String id, String attribute, List<Double> values) {
    values.forEach(value -> notNegative(id, attribute, value));
  }

  static void that(boolean holds, String id, String attribute, Object value, String expected) {
    if (!holds) {
      throw new CotangentException(
          id + ": attribute '" + attribute + "' is " + value + ", expected " + expected);
    }
  }

  /** Attributes with a list of numbers, as in {@code 1.0;2.5}; without it if it is empty. */
  static Attributes with(Attributes attributes, String name, List<Double> values) {
    return values.isEmpty()
        ? attributes
        : attributes.with(
            name, values.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR)));
  }

  /** A list of numbers of {@link #with}; one number may also be written as such. */
  static List<Double> numbers(Attributes attributes, String name, List<Double> byDefault) {
    Object value = attributes.find(name).orElse(null);
    if (value == null) {
      return byDefault;
    }
    try {
      return Arrays.stream(value.toString().split(SEPARATOR, -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new CotangentException(
          "attribute '" + name + "' is '" + value + "', expected numbers, as in 1.0;2.5", e);
    }
  }

  /** A vector of those numbers, of a tensor's type. */
  static Tensor tensor(Tensor like, List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Constant.ofDoubles(new TensorType(like.dtype(), Shape.of(numbers.length)), numbers).on();
  }
}
