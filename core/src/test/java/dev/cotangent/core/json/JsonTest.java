package dev.cotangent.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static final JsonObject MODEL =
      JsonObject.builder()
          .put("name", "mlp")
          .put("units", 128)
          .put("steps", 1L << 40)
          .put("rate", 1e-3)
          .put("bias", true)
          .put("shape", JsonArray.ofIntegers(2, -3))
          .put("layers", JsonArray.of(JsonObject.builder().put("id", "relu").build()))
          .put("empty", JsonObject.builder().build())
          .put("none", new Json.Null())
          .build();

  @Test
  void writesCompactInOrder() {
    assertThat(MODEL.compact())
        .isEqualTo(
            "{\"name\":\"mlp\",\"units\":128,\"steps\":1099511627776,\"rate\":0.001,\"bias\":true,"
                + "\"shape\":[2,-3],\"layers\":[{\"id\":\"relu\"}],\"empty\":{},\"none\":null}");
  }

  @Test
  void writesForPeople() {
    assertThat(MODEL.pretty())
        .isEqualTo(
            """
            {
              "name": "mlp",
              "units": 128,
              "steps": 1099511627776,
              "rate": 0.001,
              "bias": true,
              "shape": [2, -3],
              "layers": [
                {
                  "id": "relu"
                }
              ],
              "empty": {},
              "none": null
            }
            """);
    assertThat(JsonArray.of(List.of()).pretty()).isEqualTo("[]\n");
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(Json.parse(MODEL.compact())).isEqualTo(MODEL);
    assertThat(Json.parse(MODEL.pretty())).isEqualTo(MODEL);
    assertThat(Json.parseObject(" { \"b\" : 1 , \"a\" : [ ] } ").names()).containsExactly("b", "a");
  }

  @Test
  void accessorsGiveTheValues() {
    assertThat(MODEL.string("name")).isEqualTo("mlp");
    assertThat(MODEL.integer("units")).isEqualTo(128);
    assertThat(MODEL.longInteger("steps")).isEqualTo(1L << 40);
    assertThat(MODEL.number("rate")).isEqualTo(1e-3);
    assertThat(MODEL.number("units")).isEqualTo(128);
    assertThat(MODEL.bool("bias")).isTrue();
    assertThat(MODEL.array("shape").integers()).containsExactly(2, -3);
    assertThat(MODEL.array("shape").longIntegers()).containsExactly(2, -3);
    assertThat(MODEL.array("layers").objects().get(0).string("id")).isEqualTo("relu");
    assertThat(MODEL.object("empty").names()).isEmpty();
    assertThat(MODEL.has("rate")).isTrue();
    assertThat(MODEL.has("Rate")).isFalse();
    assertThat(JsonArray.ofStrings(List.of("a", "b")).strings()).containsExactly("a", "b");
    assertThat(JsonArray.ofNumbers(1, 0.5).numbers()).containsExactly(1, 0.5);
    assertThat(JsonArray.of(Json.of(true)).get(0)).isEqualTo(Json.of(true));
  }

  @Test
  void accessorsSayWhatIsWrong() {
    fails(() -> MODEL.string("nam"), "no member 'nam'", "name, units");
    fails(() -> MODEL.string("units"), "member 'units': expected a string, found 128");
    fails(
        () -> MODEL.integer("name"), "member 'name': expected an integer, found the string 'mlp'");
    fails(() -> MODEL.integer("rate"), "expected an integer, found 0.001");
    fails(() -> MODEL.integer("steps"), "1099511627776", "an integer of 32 bits");
    fails(() -> MODEL.number("bias"), "expected a number, found true");
    fails(() -> MODEL.bool("none"), "expected true or false, found null");
    fails(() -> MODEL.object("shape"), "expected an object, found an array of 2");
    fails(() -> MODEL.array("empty"), "expected an array, found an object with the names []");
    fails(() -> MODEL.array("shape").strings(), "item 0: expected a string, found 2");
    fails(() -> MODEL.array("shape").get(2), "item 2, expected an index below 2");
    fails(() -> Json.parseObject("[1]"), "expected an object, found an array of 1");
    fails(() -> JsonObject.builder().put("a", 1).put("a", 2), "'a'");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1, 1.0",
    "-0.0, -0.0",
    "0.0, 0.0",
    "1e15, 1.0E15",
    "123456789012345680, 1.2345678901234568E17",
    "1e23, 1.0E23",
    "2e-44, 2.0E-44",
    "5.684341886080802e-14, 5.684341886080802E-14",
    "4.9e-324, 4.9E-324",
    "1.7976931348623157e308, 1.7976931348623157E308",
    "2.2250738585072014e-308, 2.2250738585072014E-308",
    "9007199254740993, 9.007199254740992E15",
    "0.000001, 1.0E-6",
    "0.10000000149011612, 0.10000000149011612"
  })
  void doublesAreWrittenAsDecimalsWritesThem(double value, String text) {
    assertThat(Json.of(value).compact()).isEqualTo(text);
    assertThat(Json.parse(text)).isEqualTo(Json.of(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 9007199254740993L})
  void integersAreExact(long value) {
    assertThat(Json.parse(Json.of(value).compact())).isEqualTo(Json.of(value));
  }

  @Test
  void whatJsonCannotHoldIsRefused() {
    fails(() -> Json.of(Double.NaN), "NaN");
    fails(() -> Json.of(Double.NEGATIVE_INFINITY), "-Infinity");
    assertThat(Json.finiteOrNull(Double.NaN)).isEqualTo(new Json.Null());
    assertThat(Json.finiteOrNull(2)).isEqualTo(Json.of(2.0));
    fails(() -> Json.of("\uD800x").compact(), "surrogate");
    fails(() -> nested(65).compact(), "expected at most 64 levels");
    assertThat(Json.parse(nested(64).compact())).isEqualTo(nested(64));
  }

  @Test
  void escapes() {
    Json string = Json.of("\"\\/\b\f\n\r\t\u0001\u007F\u2028é😀");
    assertThat(string.compact()).isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007F\u2028é😀\"");
    assertThat(Json.parse(string.compact())).isEqualTo(string);
    assertThat(Json.parse("\"\\u00e9\\uD83D\\uDE00\\/\"")).isEqualTo(Json.of("é😀/"));
  }

  @Test
  void numbersAreOfTheirKind() {
    assertThat(Json.parse("-0")).isEqualTo(Json.of(-0.0));
    assertThat(Json.parse("1.0")).isEqualTo(Json.of(1.0));
    assertThat(Json.parse("1E2")).isEqualTo(Json.of(100.0));
    assertThat(Json.parse("10")).isEqualTo(Json.of(10));
    assertThat(Json.parse("1e-999")).isEqualTo(Json.of(0.0));
  }

  @Test
  void valuesAreImmutable() {
    Map<String, Json> members = new HashMap<>(Map.of("a", Json.of(1)));
    JsonObject object = JsonObject.of(members);
    members.clear();
    assertThat(object.names()).containsExactly("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> object.members().clear());
  }

  static Json nested(int depth) {
    Json value = JsonArray.of(List.of());
    for (int i = 1; i < depth; i++) {
      value = i % 2 == 0 ? JsonArray.of(value) : JsonObject.builder().put("a", value).build();
    }
    return value;
  }

  private static void fails(Runnable action, String... fragments) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e).message().contains(fragments))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(-1));
  }

  @Test
  void numbersAreThoseOfTheJdk() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String digits = Long.toString(random.nextLong() >>> random.nextInt(64)).replace("-", "");
      int point = random.nextInt(digits.length());
      String text =
          (digits.substring(0, point) + "0." + digits.substring(point))
                  .replaceFirst("^0+(?=\\d)", "")
              + (i % 3 == 0 ? "e" + (random.nextInt(80) - 40) : "");
      assertThat(Json.parse(text)).as(text).isEqualTo(Json.of(Double.parseDouble(text)));
      assertThat(Json.parse("-" + text)).isEqualTo(Json.of(-Double.parseDouble(text)));
    }
  }
}
