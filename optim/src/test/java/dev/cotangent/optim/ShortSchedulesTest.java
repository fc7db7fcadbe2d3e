package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every schedule of the registry, planned for 1 to 20 steps, with extreme attributes, too. */
class ShortSchedulesTest {

  private static final int MOST = 20;
  private static final double BASE = 0.5;
  private static final List<Double> NUMBERS =
      List.of(
          1e-9, 0.05, 0.1, 0.2, 0.25, 0.3, 1.0 / 3, 0.5, 2.0 / 3, 0.75, 0.9, 0.999999, 1.0, 3.0);
  private static final List<Integer> WHOLES = List.of(1, 2, 3, 5, 19, 20, 21, 1000);

  static Stream<Schedule> schedules() {
    Registry registry = Registry.standard();
    return registry.schedules().stream().map(registry::schedule).flatMap(ShortSchedulesTest::forms);
  }

  /** The schedule, and with each of its attributes set to each value that it takes. */
  private static Stream<Schedule> forms(Schedule schedule) {
    Stream<Schedule> others =
        schedule.attributes().names().stream()
            .flatMap(
                name ->
                    Stream.<Object>concat(
                            Stream.concat(NUMBERS.stream(), WHOLES.stream()),
                            Stream.of(true, false))
                        .flatMap(value -> with(schedule, name, value)));
    return Stream.concat(Stream.of(schedule), others);
  }

  private static Stream<Schedule> with(Schedule schedule, String name, Object value) {
    Attributes one = Attributes.none();
    try {
      return Stream.of(
          schedule.with(
              value instanceof Boolean yes
                  ? one.with(name, yes)
                  : value instanceof Integer whole
                      ? one.with(name, whole)
                      : one.with(name, (Double) value)));
    } catch (dev.cotangent.core.CotangentException outOfRange) {
      return Stream.empty();
    }
  }

  @Test
  void everyRateIsFiniteAndNotNegative() {
    assertThat(schedules().toList()).hasSizeGreaterThan(100).allSatisfy(this::check);
  }

  private void check(Schedule form) {
    for (int steps = 1; steps <= MOST; steps++) {
      Schedule schedule = form.withHorizon(steps);
      for (int step = 0; step <= steps + 2; step++) {
        assertThat(schedule.learningRate(BASE, step))
            .as("%s of %s steps at step %s", schedule, steps, step)
            .isBetween(0.0, Double.MAX_VALUE);
      }
    }
  }

  /** The values of PyTorch where it has them; it divides by 0 for a way up of a single step. */
  @Test
  void oneCycleReachesItsEnds() {
    for (int steps = 1; steps <= MOST; steps++) {
      for (double share : NUMBERS.subList(0, 12)) {
        for (boolean linear : new boolean[] {true, false}) {
          OneCycle cycle = new OneCycle(0, steps, share, linear, 25, 1e4);
          assertThat(cycle.learningRate(1, steps - 1)).isCloseTo(4e-6, within(1e-12));
          assertThat(cycle.learningRate(1, steps + 5)).isCloseTo(4e-6, within(1e-12));
          double top = share * steps - 1;
          if (top == Math.rint(top) && top >= 0) {
            assertThat(cycle.learningRate(1, (long) top)).as("%s", cycle).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void theOthersReachTheirEnds() {
    for (int steps = 1; steps <= MOST; steps++) {
      assertThat(new Cosine(steps, 0.125).learningRate(1, steps)).isCloseTo(0.125, within(1e-15));
      assertThat(new Polynomial(steps, 0.5).learningRate(1, steps)).isZero();
      assertThat(new LinearWarmup(0.25, 0, steps).learningRate(1, steps)).isZero();
      assertThat(new LinearWarmup(0.25, 1, steps).learningRate(1, 0)).isEqualTo(0.25);
      assertThat(new CosineWarmRestarts(steps, 1, 0).learningRate(1, steps)).isEqualTo(1);
    }
  }
}
