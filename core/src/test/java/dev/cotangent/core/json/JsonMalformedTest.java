package dev.cotangent.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that RFC 8259 or our limits refuse, with the offset at which they go wrong. */
class JsonMalformedTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "``|0|expected a value, found the end",
        "  |2|expected a value",
        "{|1|expected a string, found the end",
        "[|1|expected a value",
        "[1|2|expected ',' or ']', found the end",
        "[1 2]|3|expected ',' or ']', found '2'",
        "[1,]|3|expected a value, found ']'",
        "[,1]|1|expected a value",
        "{\"a\":1,}|7|expected a string",
        "{,}|1|expected a string",
        "{\"a\" 1}|5|expected ':'",
        "{\"a\":}|5|expected a value",
        "{a:1}|1|expected a string",
        "{'a':1}|1|expected a string",
        "{\"a\":1,\"b\":2,\"a\":3}|13|'a' is repeated",
        "{\"a\":1,\"\\u0061\":3}|7|'a' is repeated",
        "1 2|2|expected the end, found '2'",
        "01|1|expected the end",
        "-|1|expected a digit",
        "+1|0|expected a value",
        ".5|0|expected a value",
        "1.|2|expected a digit",
        "1.e3|2|expected a digit",
        "1e|2|expected a digit",
        "1e+|3|expected a digit",
        "-01|2|expected the end",
        "0x10|1|expected the end",
        "NaN|0|expected a value",
        "Infinity|0|expected a value",
        "-Infinity|1|expected a digit",
        "1e999|0|expected one in the range of doubles",
        "[-1e999]|1|expected one in the range of doubles",
        "9223372036854775808|0|more than 64 bits",
        "tru|0|expected a value",
        "True|0|expected a value",
        "nul|0|expected a value",
        "truee|4|expected the end",
        "\"a|2|found the end",
        "\"\t\"|1|found U+0009",
        "\"\\x\"|2|expected one of",
        "\"\\|2|expected one of",
        "\"\\u12|5|expected a hexadecimal digit",
        "\"\\u12g4\"|5|expected a hexadecimal digit, found 'g'",
        "\"\\u١٢٣٤\"|3|expected a hexadecimal digit",
        "[\"\\uD800\"]|1|surrogate",
        "\"\\uDC00\\uD800\"|0|surrogate",
        "// no|0|expected a value",
        "[1]/**/|3|expected the end",
        "\uFEFF{}|0|found U+FEFF",
        "\u00A01|0|found U+00A0"
      })
  void isRefusedAtItsOffset(String text, int offset, String message) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse(text))
        .satisfies(e -> assertThat(e).message().contains(message, "offset " + offset))
        .satisfies(e -> assertThat(e.reason()).doesNotContain("offset"))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void depthIsLimited() {
    Json.parse("[".repeat(64) + "]".repeat(64));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("[".repeat(1_000_000)))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(64));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("{\"a\":".repeat(65)))
        .withMessageContaining("expected at most 64 levels");
  }

  @Test
  void numberOfValuesIsLimited() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("[" + "0,".repeat(Json.MAX_VALUES) + "0]"))
        .withMessageContaining("values");
  }
}
