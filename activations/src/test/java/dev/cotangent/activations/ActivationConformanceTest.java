package dev.cotangent.activations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation that the registry finds, against PyTorch: values and gradients. */
class ActivationConformanceTest {

  /** x less something like it. */
  private static final Set<String> CANCELLING_VALUES = Set.of("log_softmax", "tanh_shrink");

  /** A product's slope with summands of both signs, or a softmax's. */
  private static final Set<String> CANCELLING_SLOPES =
      Set.of("gelu", "log_softmax", "mish", "silu", "softmax", "softmin", "tanh_shrink");

  /** Where PyTorch's slope on doubles has a factor, 1/6 or 1/α, that is a float. */
  private static final Set<String> FLOAT_CONSTANTS = Set.of("celu", "hard_sigmoid");

  private final Registry registry = Registry.standard();

  @TestFactory
  Stream<DynamicTest> agreeInFloat64() throws IOException {
    return covered("activations.json")
        .map(vector -> DynamicTest.dynamicTest(title(vector), () -> checkF64(vector)));
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat32() throws IOException {
    return covered("activations.json")
        .map(vector -> DynamicTest.dynamicTest(title(vector), () -> checkF32(vector)));
  }

  @TestFactory
  Stream<DynamicTest> agreeAtExtremes() throws IOException {
    return covered("extremes.json")
        .map(vector -> DynamicTest.dynamicTest(vector.string("name"), () -> checkExtremes(vector)));
  }

  @Test
  void coverTheseNames() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : Conformance.cases("activations.json")) {
      String name = vector.string("name");
      (registry.activations().contains(name) ? covered : missing).add(name);
    }
    assertThat(missing).as("a layer, since it has a weight").containsExactly("prelu");
    assertThat(covered).hasSize(25);
  }

  private Stream<JsonObject> covered(String file) throws IOException {
    return Conformance.cases(file).stream()
        .filter(vector -> registry.activations().contains(vector.string("name")));
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("inputs").object("x").get("shape").compact();
  }

  private void checkF64(JsonObject vector) {
    Tensor x = Conformance.tensor(vector.object("inputs").object("x"), DType.F64);
    Tensor y = activation(vector).apply(x);
    JsonObject expected = vector.array("outputs").objects().get(0);
    Conformance.assertClose("value", y.toDoubles(), Conformance.data(expected));
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F64);
    double[] gradient = Gradients.of(y, cotangent, List.of(x)).of(x).toDoubles();
    double[] slopes = Conformance.data(vector.object("grads").object("x"));
    double relative = FLOAT_CONSTANTS.contains(vector.string("name")) ? 1e-7 : 1e-9;
    Conformance.assertWithin("gradient", gradient, slopes, bounds(slopes, relative, 1e-12));
  }

  /** Float32 on the portable kernels against float64 on the same rounded inputs. */
  private void checkF32(JsonObject vector) {
    JsonObject input = vector.object("inputs").object("x");
    JsonObject upstream = vector.array("grad_outputs").objects().get(0);
    Tensor narrow = Conformance.tensor(input, DType.F32);
    Tensor wide = Conformance.rounded(input);
    Tensor y = activation(vector).apply(narrow);
    Tensor judge = activation(vector).apply(wide);
    String id = vector.string("name");
    assertClose("value", y, judge, CANCELLING_VALUES.contains(id) ? largest(wide) : 0);
    Tensor cotangent = Conformance.rounded(upstream);
    assertClose(
        "gradient",
        Gradients.of(y, Conformance.tensor(upstream, DType.F32), List.of(narrow)).of(narrow),
        Gradients.of(judge, cotangent, List.of(wide)).of(wide),
        CANCELLING_SLOPES.contains(id) ? largest(cotangent) : 0);
  }

  private static double largest(Tensor x) {
    return Arrays.stream(x.toDoubles()).map(Math::abs).max().orElseThrow();
  }

  /** Within 1e-6 of each element and of what was subtracted to get it. */
  private static void assertClose(String what, Tensor actual, Tensor expected, double subtracted) {
    double[] values = expected.toDoubles();
    double[] bounds =
        Arrays.stream(values).map(value -> 1e-6 * (Math.abs(value) + subtracted)).toArray();
    Conformance.assertWithin(what, actual.toDoubles(), values, bounds);
  }

  private void checkExtremes(JsonObject vector) {
    String id = vector.string("name");
    double[] values = Conformance.data(vector.object("y"));
    Tensor x = Conformance.tensor(vector.object("x"), DType.F64);
    Tensor y = activation(vector).apply(x);
    // PyTorch's e^-710 is 0, ours the subnormal number that it is; and its 1 + erf(x) cancels.
    double least = id.equals("gelu") ? 1e-15 : 1e-300;
    Conformance.assertWithin("value", y.toDoubles(), values, bounds(values, 1e-9, least));
    if (vector.get("dydx") instanceof JsonObject expected) {
      double[] slopes = Conformance.data(expected);
      double[] slope = Gradients.of(y.sum(), x).of(x).toDoubles();
      // PyTorch's slopes y·(1 - y) and 1 - y² cancel to 0 near saturation, ours are tiny and right.
      double relative = FLOAT_CONSTANTS.contains(id) ? 1e-7 : 1e-9;
      Conformance.assertWithin("slope", slope, slopes, bounds(slopes, relative, 1e-15));
    }
    double[] floats =
        activation(vector).apply(Conformance.tensor(vector.object("x"), DType.F32)).toDoubles();
    // Below the normal numbers float32 has few bits left, and flushing to 0 is allowed.
    double[] exact = y.toDoubles();
    Conformance.assertWithin("float32", floats, exact, bounds(exact, 1e-6, Float.MIN_NORMAL));
  }

  private static double[] bounds(double[] values, double relative, double absolute) {
    return Arrays.stream(values).map(value -> relative * Math.abs(value) + absolute).toArray();
  }

  private Activation activation(JsonObject vector) {
    Attributes attributes = Attributes.none();
    JsonObject given = vector.has("attrs") ? vector.object("attrs") : JsonObject.builder().build();
    for (String name : given.names()) {
      Json value = given.get(name);
      attributes =
          value instanceof Json.Str text
              ? attributes.with(name, text.value())
              : name.equals("axis")
                  ? attributes.with(name, given.integer(name))
                  : attributes.with(name, given.number(name));
    }
    return registry.activation(vector.string("name")).with(attributes);
  }
}
