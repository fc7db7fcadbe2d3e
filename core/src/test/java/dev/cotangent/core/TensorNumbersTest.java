package dev.cotangent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No number changes in silence: every method of {@link Tensor} gives, on every element type, what
 * it gives on F64, or an error that says what to do. A method that is in no table here fails the
 * build.
 */
class TensorNumbersTest {

  private static final List<Integer> LAST = List.of(-1);

  /** Methods that take a Java number beside the tensor. */
  private static final Map<String, BiFunction<Tensor, Double, Tensor>> WITH_NUMBER =
      Map.ofEntries(
          Map.entry("add(double)", Tensor::add),
          Map.entry("sub(double)", Tensor::sub),
          Map.entry("mul(double)", Tensor::mul),
          Map.entry("div(double)", Tensor::div),
          Map.entry("pow(double)", Tensor::pow),
          Map.entry("greater(double)", Tensor::greater),
          Map.entry("greaterEqual(double)", Tensor::greaterEqual),
          Map.entry("less(double)", Tensor::less),
          Map.entry("lessEqual(double)", Tensor::lessEqual),
          Map.entry("equalTo(double)", Tensor::equalTo),
          Map.entry("clamp(double,double)", (x, n) -> x.clamp(Math.min(n, 1), Math.max(n, 1))),
          Map.entry("full(TensorType,double)", (x, n) -> Tensor.full(x.type(), n)));

  /** Methods that compute, on the tensor alone or beside another of its type. */
  private static final Map<String, UnaryOperator<Tensor>> ALONE =
      Map.ofEntries(
          Map.entry("add(Tensor)", x -> x.add(x)),
          Map.entry("sub(Tensor)", x -> x.sub(x)),
          Map.entry("mul(Tensor)", x -> x.mul(x)),
          Map.entry("div(Tensor)", x -> x.div(x.add(x))),
          Map.entry("pow(Tensor)", x -> x.pow(x)),
          Map.entry("maximum(Tensor)", x -> x.maximum(x)),
          Map.entry("minimum(Tensor)", x -> x.minimum(x)),
          Map.entry("greater(Tensor)", x -> x.greater(x)),
          Map.entry("greaterEqual(Tensor)", x -> x.greaterEqual(x)),
          Map.entry("less(Tensor)", x -> x.less(x)),
          Map.entry("lessEqual(Tensor)", x -> x.lessEqual(x)),
          Map.entry("equalTo(Tensor)", x -> x.equalTo(x)),
          Map.entry("where(Tensor,Tensor)", x -> x.equalTo(x).where(x, x)),
          Map.entry("neg()", Tensor::neg),
          Map.entry("exp()", Tensor::exp),
          Map.entry("log()", Tensor::log),
          Map.entry("expm1()", Tensor::expm1),
          Map.entry("log1p()", Tensor::log1p),
          Map.entry("softplus()", Tensor::softplus),
          Map.entry("sin()", Tensor::sin),
          Map.entry("cos()", Tensor::cos),
          Map.entry("erf()", Tensor::erf),
          Map.entry("normalCdf()", Tensor::normalCdf),
          Map.entry("rsqrt()", Tensor::rsqrt),
          Map.entry("sign()", Tensor::sign),
          Map.entry("reciprocal()", Tensor::reciprocal),
          Map.entry("square()", Tensor::square),
          Map.entry("sqrt()", Tensor::sqrt),
          Map.entry("abs()", Tensor::abs),
          Map.entry("relu()", Tensor::relu),
          Map.entry("sigmoid()", Tensor::sigmoid),
          Map.entry("tanh()", Tensor::tanh),
          Map.entry("detach()", Tensor::detach),
          Map.entry("matmul(Tensor)", x -> row(x).matmul(row(x).transpose())),
          Map.entry("transpose()", x -> row(x).transpose()),
          Map.entry("transpose(List)", x -> row(x).transpose(List.of(1, 0))),
          Map.entry("reshape(Shape)", TensorNumbersTest::row),
          Map.entry("broadcastTo(Shape)", x -> x.broadcastTo(Shape.of(2, 3))),
          Map.entry("slice(int,int,int)", x -> x.slice(0, 1, 3)),
          Map.entry("concat(int,Tensor[])", x -> Tensor.concat(0, x, x)),
          Map.entry("gather(Tensor)", x -> x.gather(Tensor.i32(Shape.of(2), 2, 0))),
          Map.entry(
              "scatterAdd(Tensor,int)", x -> x.scatterAdd(Tensor.i32(Shape.of(3), 1, 1, 0), 2)),
          Map.entry("sum()", Tensor::sum),
          Map.entry("sum(int)", x -> x.sum(0)),
          Map.entry("sum(List,boolean)", x -> x.sum(LAST, true)),
          Map.entry("mean()", Tensor::mean),
          Map.entry("mean(List,boolean)", x -> x.mean(LAST, true)),
          Map.entry("variance(List,boolean)", x -> x.variance(LAST, true)),
          Map.entry("logSumExp()", Tensor::logSumExp),
          Map.entry("logSumExp(List,boolean)", x -> x.logSumExp(LAST, true)),
          Map.entry("max(List,boolean)", x -> x.max(LAST, true)),
          Map.entry("min(List,boolean)", x -> x.min(LAST, true)),
          Map.entry("argMax(int)", x -> x.argMax(0)),
          Map.entry("logSoftmax()", Tensor::logSoftmax),
          Map.entry("softmax()", Tensor::softmax),
          Map.entry(
              "softmaxCrossEntropy(Tensor)",
              x -> row(x).softmaxCrossEntropy(Tensor.i32(Shape.of(1), 2))),
          Map.entry("item()", x -> Tensor.f64(x.slice(0, 2, 3).item())),
          Map.entry("toFloats()", x -> Tensor.of(x.shape(), x.toFloats())),
          Map.entry("toDoubles()", x -> Tensor.f64(x.shape(), x.toDoubles())),
          Map.entry("eval()", Tensor::eval));

  /**
   * Methods that make tensors, change their type on purpose, or compute no numbers; see the tests.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "apply(Op,List)",
          "scalar(long)",
          "scalar(float)",
          "scalar(double)",
          "of(Shape,long[])",
          "of(Shape,float[])",
          "of(Shape,double[])",
          "of(Shape,int[])",
          "of(Shape,boolean[])",
          "f64(double)",
          "f64(Shape,double[])",
          "i32(Shape,int[])",
          "iota(int)",
          "input(String,DType,Shape)",
          "parameter(Parameter)",
          "cast(DType)",
          "op()",
          "inputs()",
          "input(int)",
          "type()",
          "shape()",
          "dtype()",
          "toString()");

  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    2,
    0.5,
    -0.25,
    1.5,
    3e9,
    1e300,
    -1e300,
    1e-300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static Tensor row(Tensor x) {
    return x.reshape(Shape.of(1, x.shape().size()));
  }

  /** The numbers 1, 0 and 1 for BOOL, else 1, 2 and 3. */
  private static Tensor numbers(DType dtype, boolean asTruth) {
    Tensor three = asTruth ? Tensor.f64(Shape.of(3), 1d, 0, 1) : Tensor.f64(Shape.of(3), 1d, 2, 3);
    return three.cast(dtype).eval();
  }

  @Test
  void everyPublicMethodIsCovered() {
    Set<String> methods =
        Arrays.stream(Tensor.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(TensorNumbersTest::signature)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> covered = new TreeSet<>(OTHERS);
    covered.addAll(WITH_NUMBER.keySet());
    covered.addAll(ALONE.keySet());
    assertThat(methods).isEqualTo(covered);
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  @Test
  void everyTypeGivesWhatF64GivesOrAnErrorWithAWayOut() {
    for (DType dtype : DType.values()) {
      Tensor x = numbers(dtype, dtype == DType.BOOL);
      Tensor exact = numbers(DType.F64, dtype == DType.BOOL);
      ALONE.forEach(
          (method, code) ->
              compare(dtype + " " + method, () -> code.apply(exact), () -> code.apply(x)));
    }
  }

  @Test
  void everyNumberIsTakenExactlyOrRefusedWithAWayOut() {
    for (DType dtype : DType.values()) {
      Tensor x = numbers(dtype, dtype == DType.BOOL);
      Tensor exact = numbers(DType.F64, dtype == DType.BOOL);
      for (double n : NUMBERS) {
        WITH_NUMBER.forEach(
            (method, code) ->
                compare(
                    dtype + " " + method + " of " + n,
                    () -> code.apply(exact, n),
                    () -> code.apply(x, n)));
      }
    }
  }

  private static void compare(String what, Supplier<Tensor> exact, Supplier<Tensor> tried) {
    double[] actual;
    try {
      actual = tried.get().toDoubles();
    } catch (CotangentException refused) {
      assertThat(refused.getMessage()).as(what).containsAnyOf("cast", "expected");
      return;
    }
    double[] expected = exact.get().toDoubles();
    for (int i = 0; i < expected.length; i++) {
      assertThat(close(actual[i], expected[i]))
          .as("%s: %s, expected %s", what, actual[i], expected[i])
          .isTrue();
    }
  }

  private static boolean close(double actual, double expected) {
    return Double.compare(actual, expected) == 0
        || Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
  }

  @Test
  void aFractionBesideIntegersIsAnErrorThatSaysWhatToWrite() {
    Tensor i = Tensor.i32(Shape.of(2), 1, 2);
    WITH_NUMBER.forEach(
        (method, code) ->
            assertThatThrownBy(() -> code.apply(i, 0.5))
                .as(method)
                .isInstanceOf(CotangentException.class)
                .hasMessageContaining("cast")
                .hasMessageContaining(method.substring(0, method.indexOf('('))));
    assertThatThrownBy(() -> i.mul(0.5))
        .hasMessage(
            "mul: 0.5, expected I32, the type of the tensor; make the tensor with Tensor.of, or cast it"
                + " to F32 or F64 first");
    assertThat(i.mul(3).toDoubles()).containsExactly(3, 6);
  }

  @Test
  void anIntegerThatLeavesTheRangeIsAnErrorNotTheLargestInteger() {
    Tensor i = Tensor.i32(Shape.of(2), 1, 2_000_000_000);
    assertThatThrownBy(() -> i.mul(2).item()).hasMessageContaining("shape");
    assertThatThrownBy(() -> i.mul(2).toDoubles())
        .hasMessageContaining("mul")
        .hasMessageContaining("4.0E9");
    assertThatThrownBy(() -> Tensor.f64(3e9).cast(DType.I32).item())
        .hasMessageContaining("cast")
        .hasMessageContaining("3.0E9");
    assertThatThrownBy(() -> Tensor.f64(Double.NaN).cast(DType.I32).item())
        .hasMessageContaining("NaN");
    assertThat(Tensor.f64(-2.7).cast(DType.I32).item()).isEqualTo(-2);
    assertThat(Tensor.f64(2147483647.5).cast(DType.I32).item()).isEqualTo(2147483647);
  }

  @Test
  void numbersAreFloatsWithOrWithoutAPoint() {
    assertThat(Tensor.scalar(-2.0).type()).hasToString("F32[]");
    assertThat(Tensor.scalar(0.1).toFloats()).containsExactly(0.1f);
    assertThat(Tensor.of(Shape.of(2), 1, 0.1).type()).hasToString("F32[2]");
    assertThat(Tensor.of(Shape.of(2), new double[] {1, 2}).type()).hasToString("F32[2]");
    assertThat(Tensor.scalar(2).type()).hasToString("F32[]");
    assertThat(Tensor.scalar(2L).type()).hasToString("F32[]");
    assertThat(Tensor.scalar(2f).type()).hasToString("F32[]");
    assertThat(Tensor.f64(2.0).type()).hasToString("F64[]");
    assertThat(Tensor.of(Shape.of(2), 1, 2).type()).hasToString("F32[2]");
    assertThat(Tensor.of(Shape.of(2), 1, 2f).type()).hasToString("F32[2]");
    assertThat(Tensor.f64(Shape.of(2), 1, 2.0).type()).hasToString("F64[2]");
    assertThat(Tensor.of(Shape.of(2), new int[] {1, 2}).type()).hasToString("I32[2]");
    assertThat(Tensor.i32(Shape.of(2), 1, 2).type()).hasToString("I32[2]");
    assertThat(Tensor.iota(2).type()).hasToString("I32[2]");
    assertThat(Tensor.of(Shape.of(1), true).type()).hasToString("BOOL[1]");
    assertThat(Tensor.of(Shape.of(2), 1, 2).mul(0.5).toDoubles()).containsExactly(0.5, 1);
  }

  @Test
  void aWholeNumberThatNoFloatEqualsIsRefused() {
    assertThat(Tensor.scalar(1 << 24).item()).isEqualTo(1 << 24);
    assertThatThrownBy(() -> Tensor.scalar((1 << 24) + 1))
        .hasMessage(
            "16777217 is 16777216 in F32, expected a number that F32 holds exactly; write Tensor.f64 or Tensor.i32 for other"
                + " tensors");
    assertThatThrownBy(() -> Tensor.of(Shape.of(2), 1, Long.MAX_VALUE))
        .hasMessageContaining("9223372036854775807 is 9223372036854776000 in F32");
  }

  @Test
  void aNumberThatWouldBeInfiniteOrZeroAsAFloatIsRefused() {
    assertThatThrownBy(() -> Tensor.scalar(1e300))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "1.0E300 is Infinity in F32, expected a number in its range; write Tensor.f64 for an F64 tensor");
    assertThatThrownBy(() -> Tensor.of(Shape.of(2), 1, 1e-300))
        .hasMessageContaining("1.0E-300 is 0.0 in F32, expected");
    assertThat(Tensor.f64(1e300).item()).isEqualTo(1e300);
    assertThat(Tensor.scalar(Double.POSITIVE_INFINITY).item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Tensor.scalar(Double.NaN).item()).isNaN();
  }

  @Test
  void constantsAndComputedTensorsShowTheirValues() {
    Tensor x = Tensor.of(Shape.of(2, 2), 1, 2, 3.5, -0.1);
    assertThat(x).hasToString("F32[2, 2] [[1, 2], [3.5, -0.1]]");
    assertThat(x.add(1)).hasToString("add F32[2, 2]");
    assertThat(x.add(1).eval()).hasToString("F32[2, 2] [[2, 3], [4.5, 0.9]]");
    assertThat(Tensor.f64(-2)).hasToString("F64[] -2");
    assertThat(x.greater(2).eval()).hasToString("BOOL[2, 2] [[false, false], [true, false]]");
    assertThat(Tensor.of(Shape.of(3), 1e-9, Double.NaN, Double.NEGATIVE_INFINITY))
        .hasToString("F32[3] [1.0E-9, NaN, -Infinity]");
    assertThat(Tensor.of(Shape.of(0, 2), new float[0])).hasToString("F32[0, 2] []");
  }

  @Test
  void aLargeTensorShowsItsEdges() {
    assertThat(Tensor.iota(1000)).hasToString("I32[1000] [0, 1, 2, …, 997, 998, 999]");
    assertThat(Tensor.iota(1000).reshape(Shape.of(2, 500)).eval())
        .hasToString(
            "I32[2, 500] [[0, 1, 2, …, 497, 498, 499], [500, 501, 502, …, 997, 998, 999]]");
    Tensor batch = Tensor.full(new TensorType(DType.F32, Shape.of(64, 28, 28, 3)), 0.5).eval();
    assertThat(batch.toString()).hasSizeLessThan(200).startsWith("F32[64, 28, 28, 3] [[[[0.5, …");
    assertThat(Tensor.iota(100).toString()).doesNotContain("…");
  }

  @Test
  void scalarsTakeTheTypeOfTheTensorBesideThem() {
    Tensor two = Tensor.scalar(2);
    assertThat(two.mul(Tensor.f64(0.5)).type()).hasToString("F64[]");
    assertThat(two.mul(Tensor.scalar(0.5)).type()).hasToString("F32[]");
    assertThat(Tensor.f64(0.5).mul(two).item()).isEqualTo(1);
    Tensor row = Tensor.of(Shape.of(2), 1, 2);
    assertThat(row.mul(Tensor.f64(0.5)).type()).hasToString("F32[2]");
    assertThat(Tensor.f64(0.1).add(row).toFloats()).containsExactly(1.1f, 2.1f);
    assertThat(Tensor.i32(Shape.of(2), 1, 2).mul(two).type()).hasToString("I32[2]");
    assertThatThrownBy(() -> Tensor.i32(Shape.of(2), 1, 2).mul(Tensor.f64(0.5)))
        .hasMessageContaining("0.5, expected I32");
    assertThatThrownBy(() -> row.mul(Tensor.f64(1e300))).hasMessageContaining("1.0E300");
    Tensor half = Tensor.f64(0.5);
    assertThat(Gradients.of(row.mul(half).sum(), half).of(half).type()).hasToString("F64[]");
    assertThat(Gradients.of(two.mul(half), two).of(two).item()).isEqualTo(0.5);
  }

  @Test
  void tensorsOfOtherTypesStillDoNotMix() {
    assertThatThrownBy(() -> Tensor.of(Shape.of(2), 1, 2).add(Tensor.f64(Shape.of(2), 0.5, 1.5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("add: F32[2] and F64[2], expected one type")
        .hasMessageContaining("Tensor.of and Tensor.scalar make F32 tensors, Tensor.f64 makes F64");
  }

  @Test
  void matmulSaysHowAVectorBecomesAMatrix() {
    Tensor w = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor x = Tensor.of(Shape.of(2), 1, 2);
    assertThatThrownBy(() -> w.matmul(x))
        .hasMessage(
            "matmul: F32[2, 2] and F32[2], expected matrices, of 2 axes or more; reshape the"
                + " second to a column [2, 1]");
    assertThatThrownBy(() -> x.matmul(w)).hasMessageContaining("first to a row [1, 2]");
    assertThatThrownBy(() -> w.matmul(Tensor.scalar(2))).hasMessageContaining("mul");
    assertThatThrownBy(() -> Tensor.scalar(2).softmax()).hasMessageContaining("at least 1 axis");
  }
}
