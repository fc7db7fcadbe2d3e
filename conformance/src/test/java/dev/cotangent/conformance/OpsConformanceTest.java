package dev.cotangent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ops and their gradients against PyTorch. */
class OpsConformanceTest {

  private interface OpCall {
    Tensor of(List<Tensor> x, JsonObject attributes);
  }

  private static final Map<String, OpCall> OPS = ops();

  private static final List<Kernels> KERNELS =
      Stream.of("portable", "vector").map(Registry.standard()::kernels).toList();

  private static Map<String, OpCall> ops() {
    Map<String, OpCall> ops = new TreeMap<>();
    ops.put("add", (x, attributes) -> x.get(0).add(x.get(1)));
    ops.put("sub", (x, attributes) -> x.get(0).sub(x.get(1)));
    ops.put("mul", (x, attributes) -> x.get(0).mul(x.get(1)));
    ops.put("div", (x, attributes) -> x.get(0).div(x.get(1)));
    ops.put("maximum", (x, attributes) -> x.get(0).maximum(x.get(1)));
    ops.put("minimum", (x, attributes) -> x.get(0).minimum(x.get(1)));
    ops.put("exp", (x, attributes) -> x.get(0).exp());
    ops.put("neg", (x, attributes) -> x.get(0).neg());
    ops.put("square", (x, attributes) -> x.get(0).square());
    ops.put("abs", (x, attributes) -> x.get(0).abs());
    ops.put("log", (x, attributes) -> x.get(0).log());
    ops.put("sqrt", (x, attributes) -> x.get(0).sqrt());
    ops.put("rsqrt", (x, attributes) -> x.get(0).rsqrt());
    ops.put("reciprocal", (x, attributes) -> x.get(0).reciprocal());
    ops.put("matmul", (x, attributes) -> x.get(0).matmul(x.get(1)));
    ops.put("sum", (x, a) -> x.get(0).sum(axes(a), a.bool("keepdim")));
    ops.put("mean", (x, a) -> x.get(0).mean(axes(a), a.bool("keepdim")));
    ops.put("logsumexp", (x, a) -> x.get(0).logSumExp(axes(a), a.bool("keepdim")));
    ops.put("variance", (x, a) -> x.get(0).variance(axes(a), a.bool("keepdim")));
    ops.put("transpose", (x, a) -> x.get(0).transpose(list(a, "perm")));
    ops.put("reshape", (x, a) -> x.get(0).reshape(Shape.of(a.array("shape").integers())));
    ops.put(
        "slice", (x, a) -> x.get(0).slice(a.integer("axis"), a.integer("start"), a.integer("end")));
    ops.put("concat", (x, a) -> Tensor.concat(a.integer("axis"), x.toArray(Tensor[]::new)));
    ops.put("sin", (x, attributes) -> x.get(0).sin());
    ops.put("cos", (x, attributes) -> x.get(0).cos());
    ops.put("erf", (x, attributes) -> x.get(0).erf());
    ops.put("log1p", (x, attributes) -> x.get(0).log1p());
    ops.put("pow", (x, a) -> x.get(0).pow(a.number("exponent")));
    ops.put("amax", (x, a) -> x.get(0).max(axes(a), a.bool("keepdim")));
    ops.put("amin", (x, a) -> x.get(0).min(axes(a), a.bool("keepdim")));
    ops.put("clamp", (x, a) -> x.get(0).clamp(a.number("min"), a.number("max")));
    ops.put("fan_out", (x, attributes) -> x.get(0).mul(x.get(0)).add(x.get(0).sin()).add(x.get(0)));
    return ops;
  }

  private static List<Integer> axes(JsonObject attributes) {
    return list(attributes, "axes");
  }

  private static List<Integer> list(JsonObject attributes, String name) {
    return Arrays.stream(attributes.array(name).integers()).boxed().toList();
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
                set.cases("ops").stream()
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                title(vector) + ", " + set, () -> check.accept(set, vector))));
  }

  @Test
  void coverEveryName() {
    for (VectorSet set : VectorSet.all()) {
      List<JsonObject> cases = set.cases("ops");
      assertThat(cases.stream().map(vector -> vector.string("name")).distinct())
          .containsExactlyInAnyOrderElementsOf(OPS.keySet());
      assertThat(cases).hasSize(69);
    }
  }

  /** Only what cancelled to next to nothing may hide it. */
  @Test
  void noticeAFactorOf1001InFloat32() {
    List<Estimate> estimates =
        VectorSet.all().get(0).cases("ops").stream()
            .flatMap(vector -> RoundingErrors.of(results(vector, Arrays64::rounded)).stream())
            .toList();
    assertThat(estimates.stream().filter(estimate -> !estimate.notices(1.001)).count())
        .isLessThanOrEqualTo(estimates.size() / 100);
  }

  @Test
  void noticeAGradientThatIsWrongByAThousandth() {
    JsonObject vector = VectorSet.all().get(0).cases("ops").get(0);
    double[] right = Arrays64.data(vector.object("grads").object("a"));
    double[] wrong = Arrays.stream(right).map(slope -> slope * 1.001).toArray();
    assertThatThrownBy(() -> Agreement.assertClose("gradient", wrong, right))
        .isInstanceOf(AssertionError.class);
  }

  private static String title(JsonObject vector) {
    JsonObject inputs = vector.object("inputs");
    return vector.string("name")
        + inputs.names().stream().map(name -> Arrays64.shape(inputs.object(name))).toList()
        + vector.object("attrs").compact();
  }

  private static void checkF64(JsonObject vector) {
    List<Tensor> actual = results(vector, Arrays64::exact);
    JsonObject output = vector.array("outputs").objects().get(0);
    assertThat(actual.get(0).shape()).isEqualTo(Arrays64.shape(output));
    Agreement.assertClose("value", actual.get(0).toDoubles(), Arrays64.data(output));
    List<String> names = vector.object("inputs").names();
    for (int i = 0; i < names.size(); i++) {
      double[] slope = Arrays64.data(vector.object("grads").object(names.get(i)));
      Agreement.assertClose("gradient " + names.get(i), actual.get(i + 1).toDoubles(), slope);
    }
  }

  /** The value and the gradients of all inputs. */
  private static List<Tensor> results(JsonObject vector, Function<JsonObject, Tensor> read) {
    JsonObject inputs = vector.object("inputs");
    List<Tensor> x = inputs.names().stream().map(inputs::object).map(read).toList();
    Tensor y = Objects.requireNonNull(OPS.get(vector.string("name"))).of(x, vector.object("attrs"));
    Tensor upstream = read.apply(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, upstream, x);
    List<Tensor> results = new ArrayList<>(List.of(y));
    x.forEach(each -> results.add(gradients.of(each)));
    return results;
  }
}
