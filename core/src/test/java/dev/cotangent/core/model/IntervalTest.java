package dev.cotangent.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;

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

  @Test
  void anEmptyOneIsAnError() {
    assertThatThrownBy(() -> new Interval(1, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("from 1.0 to 1.0");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new Interval(0, Double.NaN)).isInstanceOf(CotangentException.class);
  }
}
