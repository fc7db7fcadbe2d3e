package dev.cotangent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
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
  void agreeInBothPrecisions() {
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : VectorSet.all().get(0).cases("extremes")) {
      String name = vector.string("name");
      if (FUNCTIONS.containsKey(name)) {
        covered.add(name);
        check(name, vector);
      }
    }
    assertThat(covered).containsExactly("logsumexp", "softmax");
  }

  private static void check(String name, JsonObject vector) {
    UnaryOperator<Tensor> function = Objects.requireNonNull(FUNCTIONS.get(name));
    JsonObject x = vector.object("x");
    double[] expected = Arrays64.data(vector.object("y"));
    double[] bounds = Arrays.stream(expected).map(y -> Agreement.DOUBLE * Math.abs(y)).toArray();
    Agreement.assertWithin(name, function.apply(Arrays64.exact(x)).toDoubles(), expected, bounds);
    Tensor wide = function.apply(Arrays64.rounded(x));
    Estimate bounded = RoundingErrors.of(List.of(wide)).get(0);
    double[] floats = function.apply(Arrays64.narrow(x)).toDoubles();
    Agreement.assertWithin(name + " in float32", floats, bounded.values(), bounded.errors());
  }
}
