package dev.cotangent.activations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.Agreement;
import dev.cotangent.conformance.Arrays64;
import dev.cotangent.conformance.Estimate;
import dev.cotangent.conformance.RoundingErrors;
import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation that the registry finds, against PyTorch: values and gradients. */
class ActivationConformanceTest {

  /** Where PyTorch's slope on doubles has a constant, 1/6 or 1/α, that is a float. */
  private static final Set<String> FLOAT_CONSTANTS = Set.of("celu", "hard_sigmoid");

  private static final List<Kernels> KERNELS = List.of(Registry.standard().kernels("portable"));

  private final Registry registry = Registry.standard();

  @TestFactory
  Stream<DynamicTest> agreeInFloat64() {
    return tests("activations", (set, vector) -> checkF64(vector));
  }

  /**
   * Against double precision on the same rounded inputs: node by node, and for the first set
   * planned on each kernel set, too, which is slower and gives the same bits.
   */
  @TestFactory
  Stream<DynamicTest> agreeInFloat32() {
    return tests(
        "activations",
        (set, vector) ->
            Agreement.assertRounded(
                results(vector, Arrays64::narrow),
                results(vector, Arrays64::rounded),
                set.isFirst() ? KERNELS : List.of()));
  }

  @TestFactory
  Stream<DynamicTest> agreeAtExtremes() {
    return tests("extremes", (set, vector) -> checkExtremes(vector));
  }

  private Stream<DynamicTest> tests(String family, BiConsumer<VectorSet, JsonObject> check) {
    return VectorSet.all().stream()
        .flatMap(
            set ->
                set.cases(family).stream()
                    .filter(this::isActivation)
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                title(vector) + ", " + set, () -> check.accept(set, vector))));
  }

  @Test
  void coverTheseNames() {
    for (VectorSet set : VectorSet.all()) {
      TreeSet<String> missing = new TreeSet<>();
      TreeSet<String> covered = new TreeSet<>();
      for (JsonObject vector : set.cases("activations")) {
        (isActivation(vector) ? covered : missing).add(vector.string("name"));
      }
      assertThat(missing).as("a layer, since it has a weight").containsExactly("prelu");
      assertThat(covered).hasSize(25);
    }
  }

  /** Only what cancelled to next to nothing may hide it. */
  @Test
  void noticeAFactorOf1001InFloat32() {
    List<Estimate> estimates =
        VectorSet.all().get(0).cases("activations").stream()
            .filter(this::isActivation)
            .flatMap(vector -> RoundingErrors.of(results(vector, Arrays64::rounded)).stream())
            .toList();
    assertThat(estimates.stream().filter(estimate -> !estimate.notices(1.001)).count())
        .isLessThanOrEqualTo(estimates.size() / 100);
  }

  private boolean isActivation(JsonObject vector) {
    return registry.activations().contains(vector.string("name"));
  }

  private static String title(JsonObject vector) {
    JsonObject x = vector.has("inputs") ? vector.object("inputs").object("x") : vector.object("x");
    return vector.string("name") + " " + x.get("shape").compact();
  }

  private void checkF64(JsonObject vector) {
    List<Tensor> actual = results(vector, Arrays64::exact);
    JsonObject expected = vector.array("outputs").objects().get(0);
    Agreement.assertClose("value", actual.get(0).toDoubles(), Arrays64.data(expected));
    double[] slopes = Arrays64.data(vector.object("grads").object("x"));
    double[] bounds = bounds(slopes, Agreement.DOUBLE, 1e-12);
    double[] x = Arrays64.data(vector.object("inputs").object("x"));
    for (int i = 0; FLOAT_CONSTANTS.contains(vector.string("name")) && i < x.length; i++) {
      bounds[i] += floatConstant(x[i]) * Math.abs(slopes[i]);
    }
    Agreement.assertWithin("gradient", actual.get(1).toDoubles(), slopes, bounds);
  }

  /** The value and the gradient. */
  private List<Tensor> results(JsonObject vector, Function<JsonObject, Tensor> read) {
    Tensor x = read.apply(vector.object("inputs").object("x"));
    Tensor y = activation(vector).apply(x);
    Tensor upstream = read.apply(vector.array("grad_outputs").objects().get(0));
    return List.of(y, Gradients.of(y, upstream, List.of(x)).of(x));
  }

  private void checkExtremes(JsonObject vector) {
    String id = vector.string("name");
    double[] values = Arrays64.data(vector.object("y"));
    Tensor x = Arrays64.tensor(vector.object("x"), DType.F64);
    Tensor y = activation(vector).apply(x);
    // PyTorch's e^-710 is 0, ours the subnormal number that it is; and its 1 + erf(x) cancels.
    double least = id.equals("gelu") ? 1e-15 : 1e-300;
    Agreement.assertWithin("value", y.toDoubles(), values, bounds(values, 1e-9, least));
    if (vector.get("dydx") instanceof JsonObject expected) {
      double[] slopes = Arrays64.data(expected);
      double[] slope = Gradients.of(y.sum(), x).of(x).toDoubles();
      // PyTorch's slopes y·(1 - y) and 1 - y² cancel to 0 near saturation, ours are tiny and right.
      double relative = FLOAT_CONSTANTS.contains(id) ? 1e-7 : 1e-9;
      Agreement.assertWithin("slope", slope, slopes, bounds(slopes, relative, 1e-15));
    }
    Tensor narrow = activation(vector).apply(Arrays64.narrow(vector.object("x")));
    Tensor wide = activation(vector).apply(Arrays64.rounded(vector.object("x")));
    Estimate bounded = RoundingErrors.of(List.of(wide)).get(0);
    Agreement.assertWithin("float32", narrow.toDoubles(), bounded.values(), bounded.errors());
  }

  /**
   * How much the slope (1/6, or e^(x/α) with α ≥ 1 times a factor) changes when its constants are
   * rounded to float, each by 2⁻²⁴ at most.
   */
  private static double floatConstant(double x) {
    return 0x1p-24 * (1 + Math.abs(x));
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
