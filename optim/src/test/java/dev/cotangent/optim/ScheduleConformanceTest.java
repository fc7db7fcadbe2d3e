package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.optimizer.Schedule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The learning rate of every step against PyTorch's schedulers. */
class ScheduleConformanceTest {

  private static final double TOLERANCE = 1e-9;

  private static final Map<String, Function<JsonObject, Schedule>> BUILT =
      Map.of("cosine", attrs -> new Cosine(attrs.longInteger("t_max"), attrs.number("eta_min")));

  static List<JsonObject> built() {
    return all().filter(vector -> BUILT.containsKey(vector.string("name"))).toList();
  }

  private static Stream<JsonObject> all() {
    return Vectors.cases("schedules.json").stream();
  }

  @ParameterizedTest
  @MethodSource("built")
  void everyRateAgrees(JsonObject vector) {
    assertThat(error(vector, 1)).isLessThan(TOLERANCE);
    assertThat(error(vector, 1.001)).isGreaterThan(TOLERANCE);
  }

  @Test
  void coverageIsReported() {
    Set<String> missing = new LinkedHashSet<>(all().map(vector -> vector.string("name")).toList());
    missing.removeAll(BUILT.keySet());
    System.out.println("schedules missing: " + missing);
    assertThat(built()).extracting(vector -> vector.string("name")).contains("cosine");
  }

  /** The largest error, relative to the base rate, of a schedule with a distorted base rate. */
  private static double error(JsonObject vector, double distortion) {
    Schedule schedule =
        Objects.requireNonNull(BUILT.get(vector.string("name"))).apply(vector.object("attrs"));
    double base = vector.number("base_lr");
    double[] expected = vector.array("lrs").numbers();
    double error = 0;
    for (int step = 0; step < expected.length; step++) {
      double actual = schedule.learningRate(base * distortion, step);
      error = Math.max(error, Math.abs(actual - expected[step]) / base);
    }
    return error;
  }
}
