package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Optimizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of our optimizers against PyTorch's in double precision. */
class OptimizerConformanceTest {

  /** Of the largest magnitude; ours is single precision. */
  private static final double TOLERANCE = 2e-6;

  private static final String CLIPPING = "clip_grad_norm";

  /** Every optimizer that can be found, by its id. */
  private static final Map<String, Optimizer> BUILT =
      ServiceLoader.load(Optimizer.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(Optimizer::id, Function.identity()));

  static List<JsonObject> built() {
    return all().filter(vector -> BUILT.containsKey(vector.string("name"))).toList();
  }

  static List<JsonObject> clippings() {
    return all().filter(vector -> vector.string("name").equals(CLIPPING)).toList();
  }

  private static Stream<JsonObject> all() {
    return VectorSet.allCases("optimizers");
  }

  @ParameterizedTest
  @MethodSource("built")
  void everyStepAgrees(JsonObject vector) {
    assertThat(error(vector, optimizer(vector))).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("built")
  void aRuleThatIsWrongByOnePartInThousandIsCaught(JsonObject vector) {
    Optimizer right = optimizer(vector);
    Optimizer wrong = right.withLearningRate(right.learningRate() * 1.001);
    assertThat(error(vector, wrong)).isGreaterThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("clippings")
  void clippingAgrees(JsonObject vector) {
    double maxNorm = vector.object("attrs").number("max_norm");
    GradientClipping clipping = clipping(vector, maxNorm);
    float[] gradients = Vectors.floats(Vectors.flat(vector, "grads"));
    double norm = clipping.clip(gradients, 0, gradients.length);
    double expected = vector.number("total_norm");
    assertThat(Math.abs(norm - expected)).isLessThan(TOLERANCE * expected);
    assertThat(Vectors.relativeError(gradients, Vectors.flat(vector, "clipped")))
        .isLessThan(TOLERANCE);
    float[] wrong = Vectors.floats(Vectors.flat(vector, "grads"));
    clipping(vector, maxNorm * 1.001).clip(wrong, 0, wrong.length);
    assertThat(Vectors.relativeError(wrong, Vectors.flat(vector, "clipped")))
        .isGreaterThan(TOLERANCE);
  }

  @Test
  void coverageIsReported() {
    Set<String> missing = new LinkedHashSet<>(all().map(vector -> vector.string("name")).toList());
    Set<String> covered = new LinkedHashSet<>(missing);
    missing.removeIf(name -> BUILT.containsKey(name) || name.equals(CLIPPING));
    covered.removeAll(missing);
    assertThat(missing).isEmpty();
    assertThat(covered).containsAll(BUILT.keySet()).contains(CLIPPING);
    assertThat(built()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(clippings()).hasSizeGreaterThanOrEqualTo(2);
  }

  /** The largest error of any step. */
  private static double error(JsonObject vector, Optimizer optimizer) {
    JsonObject initial = vector.object("initial");
    double[] shape = initial.array("shape").numbers();
    int columns = shape.length < 2 ? 1 : (int) shape[1];
    float[] values = Vectors.floats(Vectors.data(initial));
    Steps steps = new Steps(optimizer, values, (int) shape[0], columns, columns);
    List<JsonObject> gradients = vector.array("grads").objects();
    List<JsonObject> expected = vector.array("params_after").objects();
    assertThat(expected).hasSameSizeAs(gradients).isNotEmpty();
    double error = 0;
    for (int i = 0; i < gradients.size(); i++) {
      float[] actual = steps.step(Vectors.floats(Vectors.data(gradients.get(i))));
      double stepError = Vectors.relativeError(actual, Vectors.data(expected.get(i)));
      // a NaN is an error without a bound
      error = Double.isNaN(stepError) ? Double.MAX_VALUE : Math.max(error, stepError);
    }
    return error;
  }

  private static Optimizer optimizer(JsonObject vector) {
    JsonObject attrs = vector.object("attrs");
    Optimizer defaults = Objects.requireNonNull(BUILT.get(vector.string("name")));
    return defaults.with(attributes(attrs)).withLearningRate(attrs.number("lr"));
  }

  /** PyTorch's attributes under our names. */
  private static Attributes attributes(JsonObject attrs) {
    Attributes attributes = Attributes.none();
    for (String name : attrs.names()) {
      Json value = attrs.get(name);
      if (name.equals("betas")) {
        double[] betas = attrs.array(name).numbers();
        attributes = attributes.with("beta1", betas[0]).with("beta2", betas[1]);
      } else if (value.equals(Json.of(true)) || value.equals(Json.of(false))) {
        attributes = attributes.with(name, attrs.bool(name));
      } else if (!name.equals("lr")) {
        attributes = attributes.with(name.equals("eps") ? "epsilon" : name, attrs.number(name));
      }
    }
    return attributes;
  }

  private static GradientClipping clipping(JsonObject vector, double maxNorm) {
    Json type = vector.object("attrs").get("norm_type");
    return type.equals(Json.of("inf"))
        ? GradientClipping.byInfinityNorm(maxNorm)
        : GradientClipping.byGlobalNorm(maxNorm);
  }
}
