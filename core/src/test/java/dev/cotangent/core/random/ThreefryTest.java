package dev.cotangent.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.math.Threefry;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The known answers that Random123 publishes for threefry2x64 with 20 rounds. */
class ThreefryTest {

  @Test
  void zeros() {
    check(0, 0, 0, 0, 0xC2B6E3A8C2C69865L, 0x6F81ED42F350084DL);
  }

  @Test
  void ones() {
    check(-1, -1, -1, -1, 0xE02CB7C4D95D277AL, 0xD06633D0893B8B68L);
  }

  @Test
  void digitsOfPi() {
    check(
        0xA4093822299F31D0L,
        0x082EFA98EC4E6C89L,
        0x243F6A8885A308D3L,
        0x13198A2E03707344L,
        0x263C7D30BB0F0AF1L,
        0x56BE8361D3311526L);
  }

  @Test
  void isABijectionOfCounters() {
    Set<String> blocks = new HashSet<>();
    for (int c = 0; c < 10_000; c++) {
      blocks.add(
          Threefry.first(7, 8, c & 0xFF, c >> 8) + "," + Threefry.second(7, 8, c & 0xFF, c >> 8));
    }
    assertThat(blocks).hasSize(10_000);
  }

  private static void check(long k0, long k1, long c0, long c1, long first, long second) {
    assertThat(Threefry.first(k0, k1, c0, c1)).isEqualTo(first);
    assertThat(Threefry.second(k0, k1, c0, c1)).isEqualTo(second);
  }
}
