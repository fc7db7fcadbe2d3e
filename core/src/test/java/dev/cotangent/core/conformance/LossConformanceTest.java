package dev.cotangent.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses and their gradients against PyTorch. */
class LossConformanceTest {

  private static final Registry REGISTRY = Registry.standard();

  /** Inputs that are not predictions. */
  private static final Set<String> OTHERS = Set.of("target", "weight", "pos_weight");

  private static Loss loss(JsonObject vector) {
    String name = vector.string("name");
    if (name.equals("cross_entropy")) {
      return crossEntropy(vector);
    }
    if (vector.object("attrs").has("pos_weight")) {
      JsonObject weights = vector.object("inputs").object("pos_weight");
      return new BinaryCrossEntropyWithLogits().withPositiveWeights(Conformance.data(weights));
    }
    Attributes attributes = Attributes.none();
    for (String attribute : vector.object("attrs").names()) {
      if (!attribute.equals("reduction")) {
        attributes = attributes.with(attribute, vector.object("attrs").number(attribute));
      }
    }
    return REGISTRY.loss(name).with(attributes);
  }

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
  void coverEveryName() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    Conformance.cases("losses.json").forEach(vector -> names.add(vector.string("name")));
    assertThat(REGISTRY.losses()).containsExactlyElementsOf(names);
    assertThat(covered()).hasSize(63);
  }

  @Test
  void noticeAGradientThatIsWrongByAThousandth() {
    double[] right = {0.5, -0.25};
    double[] wrong = {0.5, -0.25 * 1.001};
    assertThatThrownBy(() -> Conformance.assertClose("gradient", wrong, right))
        .isInstanceOf(AssertionError.class);
  }

  private static Stream<JsonObject> covered() throws IOException {
    return Conformance.cases("losses.json").stream();
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("attrs").compact();
  }

  private static void checkF64(JsonObject vector) {
    List<Tensor> x = predictions(vector, each -> Conformance.tensor(each, DType.F64));
    Tensor y = value(vector, x);
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F64);
    JsonObject expected = vector.array("outputs").objects().get(0);
    Conformance.assertClose("value", y.toDoubles(), Conformance.data(expected));
    Gradients gradients = Gradients.of(y, cotangent, x);
    List<String> names = names(vector);
    for (int i = 0; i < x.size(); i++) {
      JsonObject slope = vector.object("grads").object(names.get(i));
      double[] gradient = gradients.of(x.get(i)).toDoubles();
      Conformance.assertClose("gradient", gradient, Conformance.data(slope));
    }
  }

  /** Float32 on the portable kernels against float64 on the same rounded inputs. */
  private static void checkF32(JsonObject vector) {
    JsonObject upstream = vector.array("grad_outputs").objects().get(0);
    List<Tensor> narrow = predictions(vector, each -> Conformance.tensor(each, DType.F32));
    List<Tensor> wide = predictions(vector, Conformance::rounded);
    Tensor narrowLoss = value(vector, narrow);
    Tensor wideLoss = value(vector, wide);
    double[] expected = wideLoss.toDoubles();
    Conformance.assertWithin("value", narrowLoss.toDoubles(), expected, bounds(wide, expected));
    Gradients gradients = Gradients.of(narrowLoss, Conformance.tensor(upstream, DType.F32), narrow);
    Gradients judge = Gradients.of(wideLoss, Conformance.rounded(upstream), wide);
    // Probabilities less targets and their like, times what comes from above, were subtracted.
    double from = Arrays.stream(Conformance.data(upstream)).map(Math::abs).max().orElseThrow();
    double subtracted = vector.string("name").equals("mse") ? 0 : from;
    for (int i = 0; i < wide.size(); i++) {
      double[] slope = judge.of(wide.get(i)).toDoubles();
      double[] bounds =
          Arrays.stream(slope).map(each -> 2e-6 * (Math.abs(each) + subtracted)).toArray();
      double[] actual = gradients.of(narrow.get(i)).toDoubles();
      Conformance.assertWithin("gradient", actual, slope, bounds);
    }
  }

  /** 2e-6 of the magnitudes that were added: the logits' and, where elements are summed, theirs. */
  private static double[] bounds(List<Tensor> inputs, double[] expected) {
    double largest =
        inputs.stream()
            .flatMapToDouble(input -> Arrays.stream(input.toDoubles()))
            .map(Math::abs)
            .max()
            .orElseThrow();
    return Arrays.stream(expected).map(value -> 2e-6 * (Math.abs(value) + largest)).toArray();
  }

  private static List<String> names(JsonObject vector) {
    return vector.object("inputs").names().stream().filter(name -> !OTHERS.contains(name)).toList();
  }

  private static List<Tensor> predictions(JsonObject vector, Function<JsonObject, Tensor> read) {
    return names(vector).stream().map(vector.object("inputs")::object).map(read).toList();
  }

  /** Several predictions lie one after another in the last axis. */
  private static Tensor value(JsonObject vector, List<Tensor> inputs) {
    Loss loss = loss(vector);
    Tensor prediction =
        inputs.size() == 1 ? inputs.get(0) : Tensor.concat(-1, inputs.toArray(Tensor[]::new));
    DType dtype = loss.targetType() == DType.I32 ? DType.I32 : prediction.dtype();
    Tensor target =
        vector.object("inputs").has("target")
            ? Conformance.tensor(vector.object("inputs").object("target"), dtype)
            : Tensor.full(new TensorType(dtype, loss.targetShape(prediction.shape())), 0);
    LossTerms terms = loss.terms(prediction, target);
    return switch (vector.object("attrs").string("reduction")) {
      case "mean" -> terms.mean();
      case "sum" -> terms.sum();
      default -> terms.elements();
    };
  }
}
