package dev.cotangent.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalControlTest {

  private final IntervalControl control = new IntervalControl();

  @ParameterizedTest
  @CsvSource({
    "0 ns, 0",
    "7ns, 7",
    "20 us, 20000",
    "0 ms, 0",
    "3 ms, 3000000",
    "2 s, 2000000000",
    "1s, 1000000000",
    "never, 10000000",
    "-1 ms, 10000000",
    "99999999999 s, 10000000"
  })
  void readsATimeOrTakesTheDefault(String text, long nanos) {
    control.setValue(text);
    assertThat(control.nanos()).isEqualTo(nanos);
    assertThat(control.getValue()).isEqualTo(text);
  }

  @Test
  void theRecordingThatWantsMostDecides() {
    assertThat(control.combine(Set.of("1 s", "20 us", "5 ms"))).isEqualTo("20 us");
  }

  @Test
  void isTenMillisecondsUnlessSet() {
    assertThat(control.nanos()).isEqualTo(10_000_000);
    assertThat(control.getValue()).isEqualTo("10 ms");
  }
}
