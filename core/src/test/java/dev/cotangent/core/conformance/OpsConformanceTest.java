package dev.cotangent.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ops and their gradients against PyTorch. */
class OpsConformanceTest {

  private interface Function {
    Tensor of(List<Tensor> x, JsonObject attributes);
  }

  private static final Map<String, Function> OPS = ops();

  /** What adds up products, so that its float32 error goes by the magnitudes that were added. */
  private static final Set<String> SUMS = Set.of("matmul", "sum", "mean");

  private static Map<String, Function> ops() {
    Map<String, Function> ops = new TreeMap<>();
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
    for (JsonObject vector : Conformance.cases("ops.json")) {
      String name = vector.string("name");
      (OPS.containsKey(name) ? covered : missing).add(name);
    }
    assertThat(missing).isEmpty();
    assertThat(covered).containsExactlyElementsOf(OPS.keySet());
    assertThat(covered().count()).isEqualTo(69);
  }

  @Test
  void noticeAGradientThatIsWrongByAThousandth() throws IOException {
    double[] right = Conformance.data(covered().toList().get(0).object("grads").object("a"));
    double[] wrong = Arrays.stream(right).map(slope -> slope * 1.001).toArray();
    assertThatThrownBy(() -> Conformance.assertClose("gradient", wrong, right))
        .isInstanceOf(AssertionError.class);
  }

  private static Stream<JsonObject> covered() throws IOException {
    return Conformance.cases("ops.json").stream()
        .filter(vector -> OPS.containsKey(vector.string("name")));
  }

  private static String title(JsonObject vector) {
    JsonObject inputs = vector.object("inputs");
    return vector.string("name")
        + inputs.names().stream().map(name -> Conformance.shape(inputs.object(name))).toList()
        + vector.object("attrs").compact();
  }

  private static void checkF64(JsonObject vector) {
    JsonObject inputs = vector.object("inputs");
    List<Tensor> x =
        inputs.names().stream()
            .map(name -> Conformance.tensor(inputs.object(name), DType.F64))
            .toList();
    Tensor y = value(vector, x);
    JsonObject expected = vector.array("outputs").objects().get(0);
    assertThat(y.shape()).isEqualTo(Conformance.shape(expected));
    Conformance.assertClose("value", y.toDoubles(), Conformance.data(expected));
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F64);
    Gradients gradients = Gradients.of(y, cotangent, x);
    for (int i = 0; i < x.size(); i++) {
      String name = inputs.names().get(i);
      double[] slope = Conformance.data(vector.object("grads").object(name));
      Conformance.assertClose("gradient " + name, gradients.of(x.get(i)).toDoubles(), slope);
    }
  }

  /** Float32 on the portable kernels against float64 on the same rounded inputs. */
  private static void checkF32(JsonObject vector) {
    JsonObject inputs = vector.object("inputs");
    List<JsonObject> arrays = inputs.names().stream().map(inputs::object).toList();
    List<Tensor> narrow = arrays.stream().map(a -> Conformance.tensor(a, DType.F32)).toList();
    List<Tensor> wide = arrays.stream().map(Conformance::rounded).toList();
    List<Tensor> magnitudes = wide.stream().map(OpsConformanceTest::magnitude).toList();
    Tensor upstream = Conformance.rounded(vector.array("grad_outputs").objects().get(0));
    List<double[]> actual = results(vector, narrow, upstream.cast(DType.F32).eval());
    List<double[]> expected = results(vector, wide, upstream);
    List<double[]> sums = results(vector, magnitudes, magnitude(upstream));
    for (int i = 0; i < expected.size(); i++) {
      double[] exact = expected.get(i);
      double[] sum = sums.get(i);
      double[] bounds = new double[exact.length];
      boolean adds = SUMS.contains(vector.string("name")) || exact.length < sums.get(0).length;
      double largest = largest(wide);
      for (int j = 0; j < bounds.length; j++) {
        bounds[j] = adds ? 2e-6 * Math.abs(sum[j]) : 1e-6 * Math.abs(exact[j]);
        // differences of inputs lie within these, up to their squares and the cotangent's size
        bounds[j] += vector.string("name").equals("variance") ? 2e-6 * largest * largest : 0;
      }
      Conformance.assertWithin(i == 0 ? "value" : "gradient", actual.get(i), exact, bounds);
    }
  }

  /** The value and all gradients. */
  private static List<double[]> results(JsonObject vector, List<Tensor> x, Tensor upstream) {
    Tensor y = value(vector, x);
    Gradients gradients = Gradients.of(y, upstream, x);
    List<double[]> results = new ArrayList<>(List.of(y.toDoubles()));
    x.forEach(each -> results.add(gradients.of(each).toDoubles()));
    return results;
  }

  private static double largest(List<Tensor> x) {
    return x.stream()
        .flatMapToDouble(each -> Arrays.stream(each.toDoubles()))
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  private static Tensor magnitude(Tensor x) {
    return Tensor.of(x.shape(), Arrays.stream(x.toDoubles()).map(Math::abs).toArray());
  }

  private static Tensor value(JsonObject vector, List<Tensor> x) {
    return Objects.requireNonNull(OPS.get(vector.string("name"))).of(x, vector.object("attrs"));
  }
}
