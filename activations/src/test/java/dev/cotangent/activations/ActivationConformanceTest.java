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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation that the registry finds, against PyTorch: values and gradients. */
class ActivationConformanceTest {

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
    System.out.println("activations missing: " + missing);
    assertThat(covered).containsExactly("relu", "sigmoid", "tanh");
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
    Conformance.assertClose(
        "gradient", gradient, Conformance.data(vector.object("grads").object("x")));
  }

  /** Float32 on the portable kernels against float64 on the same rounded inputs. */
  private void checkF32(JsonObject vector) {
    JsonObject input = vector.object("inputs").object("x");
    JsonObject upstream = vector.array("grad_outputs").objects().get(0);
    Tensor narrow = Conformance.tensor(input, DType.F32);
    Tensor wide = Conformance.rounded(input);
    Tensor y = activation(vector).apply(narrow);
    Tensor judge = activation(vector).apply(wide);
    assertRelative("value", y, judge);
    assertRelative(
        "gradient",
        Gradients.of(y, Conformance.tensor(upstream, DType.F32), List.of(narrow)).of(narrow),
        Gradients.of(judge, Conformance.rounded(upstream), List.of(wide)).of(wide));
  }

  private static void assertRelative(String what, Tensor actual, Tensor expected) {
    double[] values = expected.toDoubles();
    double[] bounds = Arrays.stream(values).map(value -> 1e-6 * Math.abs(value)).toArray();
    Conformance.assertWithin(what, actual.toDoubles(), values, bounds);
  }

  private void checkExtremes(JsonObject vector) {
    double[] values = Conformance.data(vector.object("y"));
    double[] slopes = Conformance.data(vector.object("dydx"));
    Tensor x = Conformance.tensor(vector.object("x"), DType.F64);
    Tensor y = activation(vector).apply(x);
    double[] slope = Gradients.of(y.sum(), x).of(x).toDoubles();
    // PyTorch's e^-710 is 0, ours the subnormal number that it is.
    Conformance.assertWithin("value", y.toDoubles(), values, bounds(values, 1e-9, 1e-300));
    // PyTorch's slopes y·(1 - y) and 1 - y² cancel to 0 near saturation, ours are tiny and right.
    Conformance.assertWithin("slope", slope, slopes, bounds(slopes, 1e-9, 1e-15));
    Tensor narrow = Conformance.tensor(vector.object("x"), DType.F32);
    double[] floats = activation(vector).apply(narrow).toDoubles();
    // Below the normal numbers float32 has few bits left, and flushing to 0 is allowed.
    Conformance.assertWithin("float32", floats, values, bounds(values, 1e-6, Float.MIN_NORMAL));
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
              : attributes.with(name, given.number(name));
    }
    return registry.activation(vector.string("name")).with(attributes);
  }
}
