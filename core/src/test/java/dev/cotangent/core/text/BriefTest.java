package dev.cotangent.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BriefTest {

  @Test
  void shortTextsAreWhole() {
    assertThat(Brief.of("a")).isEqualTo("a");
    assertThat(Brief.quoted("b".repeat(200))).isEqualTo("'" + "b".repeat(200) + "'");
    assertThat(Brief.list(List.of("a", 1))).isEqualTo("[a, 1]");
  }

  @Test
  void longTextsAreCut() {
    assertThat(Brief.of("b".repeat(201))).isEqualTo("b".repeat(200) + "… (201 characters)");
    assertThat(Brief.of("b".repeat(199) + "😀")).isEqualTo("b".repeat(199) + "… (201 characters)");
    assertThat(Brief.list(Collections.nCopies(42, "a"))).endsWith("a, a, and 2 more]");
  }

  @Test
  void noErrorIsAsLongAsAFile() {
    assertThat(new CotangentException("a".repeat(1_000_000)).getMessage())
        .hasSizeLessThan(21_000)
        .endsWith("(1000000 characters)");
  }
}
