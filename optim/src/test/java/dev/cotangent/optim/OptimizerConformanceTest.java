package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.spi.Attributes;
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

/**
 * Every step of our optimizers, in single precision, against PyTorch's in double.
 *
 * <p>The bound counts roundings, each of u = 2⁻²⁴. A parameter is rounded when it is given and
 * three times in each step (the factor 1 − rate·decay, the product with it, the difference): after
 * t steps (3·t + 1)·u of the largest parameter. What each step takes from it was made with at most
 * {@value #ROUNDINGS} roundings: in six steps 18 of a mean of gradients (the gradient, two products
 * and a sum each, some of which are exact), half of 18 through the root of a mean of squares, and
 * five for what is divided and multiplied then. The means add terms no larger than those of the
 * largest step, so each costs {@value #ROUNDINGS}·u of the largest step.
 */
class OptimizerConformanceTest {

  private static final double UNIT = 0x1p-24;
  private static final int ROUNDINGS = 32;

  /** Ten gradients rounded, squared, added, and scaled by what a root and a division give. */
  private static final double CLIPPED = 16 * UNIT;

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
    assertThat(error(vector, optimizer(vector))).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("built")
  void aRuleThatIsWrongByOnePartInThousandIsCaught(JsonObject vector) {
    Optimizer right = optimizer(vector);
    Optimizer wrong = right.withLearningRate(right.learningRate() * 1.001);
    assertThat(error(vector, wrong)).isGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("clippings")
  void clippingAgrees(JsonObject vector) {
    double maxNorm = vector.object("attrs").number("max_norm");
    GradientClipping clipping = clipping(vector, maxNorm);
    float[] gradients = Vectors.floats(Vectors.flat(vector, "grads"));
    double norm = clipping.clip(gradients, 0, gradients.length);
    double expected = vector.number("total_norm");
    assertThat(Math.abs(norm - expected)).isLessThan(CLIPPED * expected);
    assertThat(Vectors.relativeError(gradients, Vectors.flat(vector, "clipped")))
        .isLessThan(CLIPPED);
    float[] wrong = Vectors.floats(Vectors.flat(vector, "grads"));
    clipping(vector, maxNorm * 1.001).clip(wrong, 0, wrong.length);
    assertThat(Vectors.relativeError(wrong, Vectors.flat(vector, "clipped")))
        .isGreaterThan(CLIPPED);
  }

  @Test
  void coverageIsReported() {
    Set<String> missing = new LinkedHashSet<>(all().map(vector -> vector.string("name")).toList());
    Set<String> covered = new LinkedHashSet<>(missing);
    missing.removeIf(name -> BUILT.containsKey(name) || name.equals(CLIPPING));
    covered.removeAll(missing);
    assertThat(missing).isEmpty();
    assertThat(covered).containsAll(withoutWrappers()).contains(CLIPPING);
    assertThat(built()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(clippings()).hasSizeGreaterThanOrEqualTo(2);
  }

  /** A rule around another has the other's vectors; EmaTest looks at what it adds. */
  private static List<String> withoutWrappers() {
    return BUILT.keySet().stream().filter(id -> !id.equals(new Ema().id())).toList();
  }

  /** The largest error of any step, of what is allowed. */
  private static double error(JsonObject vector, Optimizer optimizer) {
    JsonObject initial = vector.object("initial");
    double[] shape = initial.array("shape").numbers();
    int columns = shape.length < 2 ? 1 : (int) shape[1];
    float[] values = Vectors.floats(Vectors.data(initial));
    Steps steps = new Steps(optimizer, values, (int) shape[0], columns, columns);
    List<JsonObject> gradients = vector.array("grads").objects();
    List<JsonObject> expected = vector.array("params_after").objects();
    assertThat(expected).hasSameSizeAs(gradients).isNotEmpty();
    Trajectory trajectory = Trajectory.of(initial, expected);
    double error = 0;
    for (int i = 0; i < gradients.size(); i++) {
      float[] actual = steps.step(Vectors.floats(Vectors.data(gradients.get(i))));
      double bound =
          UNIT * ((3 * i + 4) * trajectory.largest() + ROUNDINGS * (i + 1) * trajectory.longest());
      double stepError = Vectors.error(actual, Vectors.data(expected.get(i))) / bound;
      // a NaN is an error without a bound
      error = Double.isNaN(stepError) ? Double.MAX_VALUE : Math.max(error, stepError);
    }
    return error;
  }

  /**
   * What the parameters were.
   *
   * @param largest magnitude of a parameter
   * @param longest way of a parameter in one step
   */
  private record Trajectory(double largest, double longest) {

    static Trajectory of(JsonObject initial, List<JsonObject> steps) {
      double[] before = Vectors.data(initial);
      double largest = 0;
      double longest = 0;
      for (JsonObject step : steps) {
        double[] after = Vectors.data(step);
        for (int i = 0; i < after.length; i++) {
          largest = Math.max(largest, Math.max(Math.abs(before[i]), Math.abs(after[i])));
          longest = Math.max(longest, Math.abs(after[i] - before[i]));
        }
        before = after;
      }
      return new Trajectory(largest, longest);
    }
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
