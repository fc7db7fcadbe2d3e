package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @Test
  void ticksAreRoundNumbersWithAsManyDigitsAsTellThemApart() {
    assertThat(labels(new LinearAxis(0, 1, 0, 100)))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(new LinearAxis(0.6911, 0.6931, 0, 1)))
        .containsExactly("0.6915", "0.6920", "0.6925", "0.6930");
    assertThat(labels(new LinearAxis(-2, 2, 0, 1))).containsExactly("−2", "−1", "0", "1", "2");
    assertThat(labels(new LinearAxis(1.2401e10, 1.2404e10, 0, 1)))
        .containsExactly("1.2401e+10", "1.2402e+10", "1.2403e+10", "1.2404e+10");
  }

  @Test
  void epochsAreWholeNumbers() {
    assertThat(labels(LinearAxis.ofWhole(1, 1, 0, 1))).containsExactly("1");
    assertThat(labels(LinearAxis.ofWhole(1, 2, 0, 1))).containsExactly("1", "2");
    assertThat(labels(LinearAxis.ofWhole(1, 30, 0, 1))).containsExactly("10", "20", "30");
    assertThat(labels(LinearAxis.ofWhole(123_456, 123_458, 0, 1)))
        .containsExactly("123456", "123457", "123458");
    assertThat(LinearAxis.ofWhole(7, 7, 0, 100).at(7)).isEqualTo(50);
  }

  @Test
  void theEndsAreWhereTheyWereAskedFor() {
    Axis down = new LinearAxis(2, 4, 300, 100);
    assertThat(down.at(2)).isEqualTo(300);
    assertThat(down.at(4)).isEqualTo(100);
    assertThat(down.at(3)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "2.3, 0.7, 0.4, 0.3, linear",
    "0.1, 0.5, 0.9, 0.95, linear",
    "0, 0, 0.5, 0.7, linear",
    "-3, -2, -1, 0, linear",
    "1e18, 0.7, 0.6, 0.5, logarithmic",
    "1e18, 1e17, 1e16, 0.5, logarithmic",
    "-371, 0.39, 0.4, 0.41, logarithmic",
    "1e18, 5, 0, 0, logarithmic",
    "1e18, 0, 0, 0, linear",
  })
  void anAxisIsLogarithmicWhereOneNumberWouldPressTheOthersTogether(
      double a, double b, double c, double d, String kind) {
    double[] sorted = java.util.stream.DoubleStream.of(a, b, c, d).sorted().toArray();
    assertThat(Axis.of(sorted, 0, 1) instanceof LogarithmicAxis)
        .isEqualTo(kind.equals("logarithmic"));
  }

  @Test
  void ratiosAreDistancesOnALogarithmicAxis() {
    Axis axis = Axis.of(new double[] {0.5, 0.6, 0.7, 1e18}, 0, 1);
    assertThat(axis.at(1e6) - axis.at(1e5)).isCloseTo(axis.at(1e17) - axis.at(1e16), close());
    assertThat(labels(axis)).startsWith("0.1").doesNotHaveDuplicates().hasSizeBetween(3, 7);
    assertThat(labels(Axis.of(new double[] {-371, 0.39, 0.4, 0.41}, 0, 1)))
        .containsExactly("−100", "−10", "−1", "−0.1", "0", "0.1");
  }

  private static org.assertj.core.data.Offset<Double> close() {
    return org.assertj.core.api.Assertions.within(1e-12);
  }

  @Test
  void noMarkIsBeyondTheLargestDouble() {
    double[] numbers = {-1.5e306, Double.MIN_VALUE, Double.MIN_VALUE, Double.MAX_VALUE};
    assertThat(Axis.of(numbers, 200, 0).ticks())
        .hasSizeGreaterThan(3)
        .allMatch(tick -> Double.isFinite(tick.value()));
  }

  static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }
}
