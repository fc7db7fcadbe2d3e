package dev.cotangent.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

  @Test
  void holdsWhatLiesBetweenItsEnds() {
    Interval interval = new Interval(-1, 2);
    assertThat(interval.contains(0)).isTrue();
    assertThat(interval.contains(-1)).isFalse();
    assertThat(interval.contains(2)).isFalse();
    assertThat(interval.contains(Double.NaN)).isFalse();
    assertThat(Interval.above(0).contains(Double.MIN_VALUE)).isTrue();
    assertThat(Interval.above(0).contains(-0.0)).isFalse();
    assertThat(Interval.all().contains(-Double.MAX_VALUE)).isTrue();
    assertThat(interval).hasToString("(-1.0, 2.0)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, -3, -0.1, 0, 0.2, 5, 1e9})
  void movesNumbersInside(double x) {
    assertThat(Interval.all().inside(x)).isEqualTo(x);
    for (Interval interval :
        List.of(
            Interval.above(3), new Interval(Double.NEGATIVE_INFINITY, -2), new Interval(1, 2))) {
      assertThat(interval.contains(interval.inside(x))).as("%s of %s", x, interval).isTrue();
    }
  }

  @Test
  void anEmptyOneIsAnError() {
    assertThatThrownBy(() -> new Interval(1, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("interval (1.0, 1.0) is empty");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new Interval(0, Double.NaN)).isInstanceOf(CotangentException.class);
  }
}
