package dev.cotangent.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "0000", "0007", "0008", "0009", "000a", "000d", "001b", "001f", "007f", "0085", "009b", "009f",
    "061c", "200e", "200f", "2028", "2029", "202a", "202e", "2066", "2069", "feff", "fff9", "fdd0",
    "fffe", "ffff", "d800", "dbff", "dc00", "dfff"
  })
  void whatDrivesOrHidesIsEscaped(String code) {
    char c = (char) Integer.parseInt(code, 16);
    assertThat(Printable.of("a" + c + "b" + c)).isEqualTo("a\\u" + code + "b\\u" + code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "setosa",
        "a \"quoted\" <b> & c, \\ ~",
        "Größe Ω 日本 \u00a0 \u00ad",
        "\ud83d\ude00 \u200d \u200c",
        "שלום مرحبا"
      })
  void otherTextStaysTheSameString(String text) {
    assertThat(Printable.of(text)).isSameAs(text);
    assertThat(Printable.lines(text)).isSameAs(text);
  }

  @Test
  void halvesOfPairsAreEscapedAndPairsAreNot() {
    assertThat(Printable.of("\ude00\ud83d\ude00\ud83d")).isEqualTo("\\ude00\ud83d\ude00\\ud83d");
    assertThat(Printable.of("\ud83f\udfff")).isEqualTo("\\ud83f\\udfff");
  }

  @Test
  void aMessageKeepsItsLines() {
    assertThat(Printable.lines("one\r\ntwo\n\tthree\rfour\u001b[2J\n"))
        .isEqualTo("one\ntwo\n\tthree\\u000dfour\\u001b[2J\n");
    assertThat(Printable.of("one\ntwo")).isEqualTo("one\\u000atwo");
  }
}
