package dev.cotangent.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Softmax and log-sum-exp at magnitudes where a careless form overflows. */
class ExtremesConformanceTest {

  private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS =
      Map.of("softmax", Tensor::softmax, "logsumexp", Tensor::logSumExp);

  @Test
  void agreeInBothPrecisions() throws IOException {
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : Conformance.cases("extremes.json")) {
      String name = vector.string("name");
      if (FUNCTIONS.containsKey(name)) {
        covered.add(name);
        check(name, vector, DType.F64, 1e-9);
        check(name, vector, DType.F32, 1e-6);
      }
    }
    assertThat(covered).containsExactly("logsumexp", "softmax");
  }

  private static void check(String name, JsonObject vector, DType dtype, double tolerance) {
    Tensor x = Conformance.tensor(vector.object("x"), dtype);
    double[] expected = Conformance.data(vector.object("y"));
    double[] bounds = Arrays.stream(expected).map(value -> tolerance * Math.abs(value)).toArray();
    double[] actual = Objects.requireNonNull(FUNCTIONS.get(name)).apply(x).toDoubles();
    Conformance.assertWithin(name + " " + dtype, actual, expected, bounds);
  }
}
