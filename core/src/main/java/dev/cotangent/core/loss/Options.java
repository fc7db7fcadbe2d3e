package dev.cotangent.core.loss;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and checks the attributes of losses; errors name the loss, attribute and value. */
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
    that(value >= 0 && Double.isFinite(value), id, attribute, value, "a number of at least 0");
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

  /** Adds a list of numbers to the attributes as in {@code 1.0;2.5}, unless it is empty. */
  static Attributes with(Attributes attributes, String name, List<Double> values) {
    return values.isEmpty()
        ? attributes
        : attributes.with(
            name, values.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR)));
  }

  /** Reads a list of numbers that {@link #with} added; a single number is accepted as well. */
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

  /** Returns a vector of these numbers with the element type of a tensor. */
  static Tensor tensor(Tensor like, List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Constant.ofDoubles(new TensorType(like.dtype(), Shape.of(numbers.length)), numbers).on();
  }
}
