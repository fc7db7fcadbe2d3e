package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.op.leaf.Constant;
import java.util.Arrays;

/** Reads arrays {@code {"shape": […], "data": […]}} as numbers and as tensors. */
public final class Arrays64 {

  private Arrays64() {}

  /** The shape. */
  public static Shape shape(JsonObject array) {
    return Shape.of(array.array("shape").integers());
  }

  /** The values in row-major order; non-finite ones are the strings nan, inf and -inf. */
  public static double[] data(JsonObject array) {
    return array.array("data").items().stream().mapToDouble(Arrays64::number).toArray();
  }

  private static double number(Json value) {
    if (value instanceof Json.Str text) {
      return switch (text.value()) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("not a number: " + text.value());
      };
    }
    return value instanceof Json.Int integer ? integer.value() : ((Json.Real) value).value();
  }

  /** The array as a constant, rounded to the element type. */
  public static Tensor tensor(JsonObject array, DType dtype) {
    return Constant.ofDoubles(new TensorType(dtype, shape(array)), data(array)).on();
  }

  /** The array as an F64 constant. */
  public static Tensor exact(JsonObject array) {
    return tensor(array, DType.F64);
  }

  /** The array as an F64 constant, rounded to float32. */
  public static Tensor rounded(JsonObject array) {
    double[] floats = Arrays.stream(data(array)).map(value -> (float) value).toArray();
    return Tensor.f64(shape(array), floats);
  }

  /** The array as an F32 constant. */
  public static Tensor narrow(JsonObject array) {
    return tensor(array, DType.F32);
  }
}
