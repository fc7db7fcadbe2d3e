package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
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

/** The learning rate of every step against PyTorch's schedulers. */
class ScheduleConformanceTest {

  private static final double TOLERANCE = 1e-9;

  /** Every schedule that can be found, by its id. */
  private static final Map<String, Schedule> BUILT =
      ServiceLoader.load(Schedule.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(Schedule::id, Function.identity()));

  static List<JsonObject> built() {
    return all().filter(vector -> BUILT.containsKey(vector.string("name"))).toList();
  }

  private static Stream<JsonObject> all() {
    return VectorSet.allCases("schedules");
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
    assertThat(missing).isEmpty();
  }

  /** The largest error, relative to the base rate, of a schedule with distorted rates. */
  private static double error(JsonObject vector, double distortion) {
    Schedule schedule =
        Objects.requireNonNull(BUILT.get(vector.string("name")))
            .with(attributes(vector.object("attrs")));
    double base = vector.number("base_lr");
    double[] expected = vector.array("lrs").numbers();
    double error = 0;
    for (int step = 0; step < expected.length; step++) {
      double actual = distortion * schedule.learningRate(base, step);
      error = Math.max(error, Math.abs(actual - expected[step]) / base);
    }
    return error;
  }

  /** PyTorch's attributes under our names. */
  private static Attributes attributes(JsonObject attrs) {
    Attributes attributes = Attributes.none();
    for (String name : attrs.names()) {
      attributes =
          switch (name) {
            case "anneal" -> attributes.with("linear", attrs.string(name).equals("linear"));
            case "milestones" -> attributes.with(name, joined(attrs.array(name).numbers()));
            case "step_size", "t_max", "t_0", "t_mult", "total_iters", "total_steps" ->
                attributes.with(name.replace("t_0", "t0"), attrs.longInteger(name));
            default -> attributes.with(name, attrs.number(name));
          };
    }
    return attributes;
  }

  private static String joined(double[] steps) {
    return Arrays.stream(steps)
        .mapToObj(step -> String.valueOf((long) step))
        .collect(Collectors.joining("/"));
  }
}
