package dev.cotangent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses and their gradients against PyTorch. */
class LossConformanceTest {

  private static final Registry REGISTRY = Registry.standard();

  private static final List<Kernels> KERNELS =
      Stream.of("portable", "vector").map(REGISTRY::kernels).toList();

  /** Inputs that are not predictions. */
  private static final Set<String> OTHERS = Set.of("target", "weight", "pos_weight");

  private static Loss loss(JsonObject vector) {
    String name = vector.string("name");
    if (name.equals("cross_entropy")) {
      return crossEntropy(vector);
    }
    if (vector.object("attrs").has("pos_weight")) {
      JsonObject weights = vector.object("inputs").object("pos_weight");
      return new BinaryCrossEntropyWithLogits().withPositiveWeights(Arrays64.data(weights));
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
      loss = loss.withClassWeights(Arrays64.data(vector.object("inputs").object("weight")));
    }
    return attributes.has("ignore_index")
        ? loss.withIgnoreIndex(attributes.integer("ignore_index"))
        : loss;
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat64() {
    return tests((set, vector) -> checkF64(vector));
  }

  /**
   * Against double precision on the same rounded inputs: node by node, and for the first set
   * planned on each kernel set, too, which is slower and gives the same bits.
   */
  @TestFactory
  Stream<DynamicTest> agreeInFloat32() {
    return tests(
        (set, vector) ->
            Agreement.assertRounded(
                results(vector, Arrays64::narrow),
                results(vector, Arrays64::rounded),
                set.isFirst() ? KERNELS : List.of()));
  }

  private static Stream<DynamicTest> tests(BiConsumer<VectorSet, JsonObject> check) {
    return VectorSet.all().stream()
        .flatMap(
            set ->
                set.cases("losses").stream()
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                title(vector) + ", " + set, () -> check.accept(set, vector))));
  }

  @Test
  void coverEveryName() {
    for (VectorSet set : VectorSet.all()) {
      List<JsonObject> cases = set.cases("losses");
      assertThat(cases.stream().map(vector -> vector.string("name")).distinct())
          .containsExactlyInAnyOrderElementsOf(REGISTRY.losses());
      assertThat(cases).hasSize(63);
    }
  }

  /** Only what cancelled to next to nothing may hide it. */
  @Test
  void noticeAFactorOf1001InFloat32() {
    List<Estimate> estimates =
        VectorSet.all().get(0).cases("losses").stream()
            .flatMap(vector -> RoundingErrors.of(results(vector, Arrays64::rounded)).stream())
            .toList();
    assertThat(estimates.stream().filter(estimate -> !estimate.notices(1.001)).count())
        .isLessThanOrEqualTo(estimates.size() / 100);
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("attrs").compact();
  }

  private static void checkF64(JsonObject vector) {
    List<Tensor> actual = results(vector, Arrays64::exact);
    JsonObject output = vector.array("outputs").objects().get(0);
    Agreement.assertClose("value", actual.get(0).toDoubles(), Arrays64.data(output));
    List<String> names = names(vector);
    for (int i = 0; i < names.size(); i++) {
      double[] slope = Arrays64.data(vector.object("grads").object(names.get(i)));
      Agreement.assertClose("gradient", actual.get(i + 1).toDoubles(), slope);
    }
  }

  /** The value and the gradients of all predictions. */
  private static List<Tensor> results(JsonObject vector, Function<JsonObject, Tensor> read) {
    List<Tensor> x = predictions(vector, read);
    Tensor y = value(vector, x, read);
    Tensor upstream = read.apply(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, upstream, x);
    List<Tensor> results = new ArrayList<>(List.of(y));
    x.forEach(each -> results.add(gradients.of(each)));
    return results;
  }

  private static List<String> names(JsonObject vector) {
    return vector.object("inputs").names().stream().filter(name -> !OTHERS.contains(name)).toList();
  }

  private static List<Tensor> predictions(JsonObject vector, Function<JsonObject, Tensor> read) {
    return names(vector).stream().map(vector.object("inputs")::object).map(read).toList();
  }

  /** Several predictions lie one after another in the last axis. */
  private static Tensor value(
      JsonObject vector, List<Tensor> inputs, Function<JsonObject, Tensor> read) {
    Loss loss = loss(vector);
    Tensor prediction =
        inputs.size() == 1 ? inputs.get(0) : Tensor.concat(-1, inputs.toArray(Tensor[]::new));
    LossTerms terms = loss.terms(prediction, target(vector, loss, prediction, read));
    return switch (vector.object("attrs").string("reduction")) {
      case "mean" -> terms.mean();
      case "sum" -> terms.sum();
      default -> terms.elements();
    };
  }

  private static Tensor target(
      JsonObject vector, Loss loss, Tensor prediction, Function<JsonObject, Tensor> read) {
    JsonObject inputs = vector.object("inputs");
    boolean indices = loss.targetType() == DType.I32;
    if (inputs.has("target")) {
      JsonObject target = inputs.object("target");
      return indices ? Arrays64.tensor(target, DType.I32) : read.apply(target);
    }
    DType dtype = indices ? DType.I32 : prediction.dtype();
    return Tensor.full(new TensorType(dtype, loss.targetShape(prediction.shape())), 0);
  }
}
