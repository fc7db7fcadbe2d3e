package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.spi.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DomainTest {

  static List<Interval> intervals() {
    return List.of(
        Interval.all(),
        Interval.above(0),
        Interval.above(-1),
        Interval.above(1e4),
        new Interval(Double.NEGATIVE_INFINITY, 3),
        new Interval(-1, 1),
        new Interval(0, 0.02),
        new Interval(-1e6, 1e6));
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void whateverIsDrawnComesToLieInside(Interval interval) {
    Domain domain = new Domain(interval);
    double[] points = domain.inside(new Draw(1, "domain").doubles(1000, 30));
    assertThat(Arrays.stream(points).boxed())
        .allMatch(interval::contains)
        .allMatch(x -> x == x.floatValue());
    assertThat(Arrays.stream(points).distinct().count()).isGreaterThan(500);
    assertThat(domain.extremes()).allMatch(interval::contains);
    Interval scanned = domain.scanned();
    assertThat(interval.contains(scanned.from()) && interval.contains(scanned.to())).isTrue();
    assertThat(scanned.to() - scanned.from()).isLessThanOrEqualTo(20.001);
  }

  @Test
  void pointsOfAllNumbersStayWhereTheyAre() {
    double[] drawn = new Draw(1, "domain").doubles(100, 4);
    assertThat(Domain.ALL.inside(drawn)).containsExactly(drawn);
    assertThat(Domain.ALL.scanned()).isEqualTo(new Interval(-10, 10));
    assertThat(Domain.ALL.extremes()).contains(0.0, -0.0, 1e-30, 40.0, -104.0, 1e30);
  }

  @Test
  void pointsBesideAnEndAreAmongTheExtremes() {
    assertThat(new Domain(Interval.above(-1)).extremes())
        .contains(0.0, 1e30, (double) (-1 + 1e-6f), (double) (-1 + 1e-3f))
        .doesNotContain(-20.0);
  }

  @Test
  void oneWithoutRoomForDifferencesIsAFinding() {
    assertThatThrownBy(() -> new Domain(new Interval(1000, 1001)))
        .isInstanceOf(ContractViolation.class)
        .hasMessageContaining("(1000.0, 1001.0) is too narrow");
  }
}
