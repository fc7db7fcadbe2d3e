package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void ticksAreRoundNumbers() {
    assertThat(new Axis(0, 1, 0, 100).ticks()).containsExactly(0.0, 0.2, 0.4, 0.2 * 3, 0.8, 1.0);
    assertThat(new Axis(1, 30, 0, 100).ticks()).containsExactly(10.0, 20.0, 30.0);
  }

  @Test
  void theEndsAreWhereTheyWereAskedFor() {
    Axis down = new Axis(2, 4, 300, 100);
    assertThat(down.at(2)).isEqualTo(300);
    assertThat(down.at(4)).isEqualTo(100);
    assertThat(down.at(3)).isEqualTo(200);
  }

  @Property
  void thereAreAFewTicksAndAllAreInside(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double length) {
    double high = low + length;
    assertThat(new Axis(low, high, 0, 1).ticks())
        .hasSizeBetween(2, 6)
        .allMatch(tick -> tick >= low - 1e-6 * length && tick <= high + 1e-6 * length);
  }
}
