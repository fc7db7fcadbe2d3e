package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.io.JsonFiles;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.op.Constant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the vectors of the outside judge: from the folder that the property {@code conformance.dir}
 * names, else from this module's own copy.
 */
final class Conformance {

  private Conformance() {}

  static List<JsonObject> cases(String file) throws IOException {
    Path folder = Path.of(System.getProperty("conformance.dir", "src/test/resources/conformance"));
    return ((JsonArray) JsonFiles.read(folder.resolve(file), 1 << 26)).objects();
  }

  static Shape shape(JsonObject array) {
    return Shape.of(array.array("shape").integers());
  }

  static double[] data(JsonObject array) {
    return array.array("data").items().stream().mapToDouble(Conformance::number).toArray();
  }

  private static double number(Json value) {
    if (value instanceof Json.Str text) {
      return switch (text.value()) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("no number: " + text.value());
      };
    }
    return value instanceof Json.Int integer ? integer.value() : ((Json.Real) value).value();
  }

  /** The array as a constant of a type, rounded to it. */
  static Tensor tensor(JsonObject array, DType dtype) {
    return Constant.ofDoubles(new TensorType(dtype, shape(array)), data(array)).on();
  }

  /** The array as F64. */
  static Tensor doubles(JsonObject array) {
    return tensor(array, DType.F64);
  }

  /** The array as F64, as float32 would hold it. */
  static Tensor rounded(JsonObject array) {
    return tensor(array, DType.F32).cast(DType.F64).eval();
  }

  /** Equal to 1e-9 of the largest magnitude in the array: the tolerance in float64. */
  static void assertClose(String what, double[] actual, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    double[] bounds = new double[expected.length];
    java.util.Arrays.fill(bounds, 1e-9 * largest);
    assertWithin(what, actual, expected, bounds);
  }

  /** Equal to within a bound for each element; NaN and infinities are equal to themselves alone. */
  static void assertWithin(String what, double[] actual, double[] expected, double[] bounds) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0;
      boolean near = Math.abs(actual[i] - expected[i]) <= bounds[i];
      assertThat(same || near)
          .as("%s[%d]: %s, expected %s", what, i, actual[i], expected[i])
          .isTrue();
    }
  }
}
