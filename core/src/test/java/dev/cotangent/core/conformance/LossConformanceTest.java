package dev.cotangent.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.loss.MeanSquaredError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses and their gradients against PyTorch. */
class LossConformanceTest {

  private static final Map<String, Function<JsonObject, Loss>> LOSSES =
      Map.of(
          "mse", c -> new MeanSquaredError(), "cross_entropy", LossConformanceTest::crossEntropy);

  private static Loss crossEntropy(JsonObject vector) {
    JsonObject attributes = vector.object("attrs");
    CrossEntropy loss = CrossEntropy.ofClassIndices();
    if (attributes.has("label_smoothing")) {
      loss = loss.withLabelSmoothing(attributes.number("label_smoothing"));
    }
    if (attributes.has("class_weights")) {
      loss = loss.withClassWeights(Conformance.data(vector.object("inputs").object("weight")));
    }
    return attributes.has("ignore_index")
        ? loss.withIgnoreIndex(attributes.integer("ignore_index"))
        : loss;
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat64() throws IOException {
    return covered().map(vector -> DynamicTest.dynamicTest(title(vector), () -> checkF64(vector)));
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat32() throws IOException {
    return covered().map(vector -> DynamicTest.dynamicTest(title(vector), () -> checkF32(vector)));
  }

  @Test
  void coverTheseNames() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : Conformance.cases("losses.json")) {
      String name = vector.string("name");
      (LOSSES.containsKey(name) ? covered : missing).add(name);
    }
    System.out.println("losses missing: " + missing);
    assertThat(covered).containsExactly("cross_entropy", "mse");
  }

  @Test
  void noticeAGradientThatIsWrongByAThousandth() {
    double[] right = {0.5, -0.25};
    double[] wrong = {0.5, -0.25 * 1.001};
    assertThatThrownBy(() -> Conformance.assertClose("gradient", wrong, right))
        .isInstanceOf(AssertionError.class);
  }

  private static Stream<JsonObject> covered() throws IOException {
    return Conformance.cases("losses.json").stream()
        .filter(vector -> LOSSES.containsKey(vector.string("name")));
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("attrs").compact();
  }

  private static void checkF64(JsonObject vector) {
    Tensor x = Conformance.tensor(vector.object("inputs").object("input"), DType.F64);
    Tensor y = value(vector, x);
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F64);
    JsonObject expected = vector.array("outputs").objects().get(0);
    Conformance.assertClose("value", y.toDoubles(), Conformance.data(expected));
    double[] gradient = Gradients.of(y, cotangent, List.of(x)).of(x).toDoubles();
    JsonObject slope = vector.object("grads").object("input");
    Conformance.assertClose("gradient", gradient, Conformance.data(slope));
  }

  /** Float32 on the portable kernels against float64 on the same rounded inputs. */
  private static void checkF32(JsonObject vector) {
    JsonObject input = vector.object("inputs").object("input");
    JsonObject upstream = vector.array("grad_outputs").objects().get(0);
    Tensor narrow = Conformance.tensor(input, DType.F32);
    Tensor wide = Conformance.rounded(input);
    Tensor narrowLoss = value(vector, narrow);
    Tensor wideLoss = value(vector, wide);
    double[] expected = wideLoss.toDoubles();
    Conformance.assertWithin("value", narrowLoss.toDoubles(), expected, bounds(wide, expected));
    Gradients gradients =
        Gradients.of(narrowLoss, Conformance.tensor(upstream, DType.F32), List.of(narrow));
    Gradients judge = Gradients.of(wideLoss, Conformance.rounded(upstream), List.of(wide));
    double[] slope = judge.of(wide).toDoubles();
    double[] bounds = new double[slope.length];
    // Each element is a probability less a target, times what comes from above: magnitudes up to 1.
    Arrays.fill(
        bounds,
        2e-6 * Arrays.stream(Conformance.data(upstream)).map(Math::abs).max().orElseThrow());
    if (vector.string("name").equals("mse")) {
      Arrays.setAll(bounds, i -> 2e-6 * Math.abs(slope[i]));
    }
    Conformance.assertWithin("gradient", gradients.of(narrow).toDoubles(), slope, bounds);
  }

  /** 2e-6 of the magnitudes that were added: the logits' and, where elements are summed, theirs. */
  private static double[] bounds(Tensor input, double[] expected) {
    double largest = Arrays.stream(input.toDoubles()).map(Math::abs).max().orElseThrow();
    return Arrays.stream(expected).map(value -> 2e-6 * (Math.abs(value) + largest)).toArray();
  }

  private static Tensor value(JsonObject vector, Tensor input) {
    Loss loss = Objects.requireNonNull(LOSSES.get(vector.string("name"))).apply(vector);
    DType dtype = loss.targetType() == DType.I32 ? DType.I32 : input.dtype();
    Tensor target = Conformance.tensor(vector.object("inputs").object("target"), dtype);
    LossTerms terms = loss.terms(input, target);
    return switch (vector.object("attrs").string("reduction")) {
      case "mean" -> terms.mean();
      case "sum" -> terms.sum();
      default -> terms.elements();
    };
  }
}
