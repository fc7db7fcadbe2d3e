package dev.cotangent.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {

  // Edge cases of nested lists multiply beyond all bounds; the leaves have their own.
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenReadsBackEqual(@ForAll("values") Json value) {
    assertThat(Json.parse(value.compact())).isEqualTo(value);
    assertThat(Json.parse(value.pretty())).isEqualTo(value);
    assertThat(Json.parse(value.compact()).compact()).isEqualTo(value.compact());
  }

  @Property(tries = 2000)
  void everyDoubleReadsBackFromAtMostTheDigitsOfTheJdk(@ForAll("bits") long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String text = Json.of(value).compact();
      assertThat(Double.doubleToRawLongBits(Double.parseDouble(text))).isEqualTo(bits);
      // Of decimals with one or two digits the closest is written, as by the JDK from 19 on.
      assertThat(digits(text)).isLessThanOrEqualTo(Math.max(2, digits(Double.toString(value))));
    }
  }

  @Property(tries = 1000)
  void textsThatAreNotJsonFailAsJson(@ForAll("almostJson") String text) {
    try {
      Json value = Json.parse(text);
      assertThat(Json.parse(value.compact())).isEqualTo(value);
    } catch (JsonException e) {
      assertThat(e.offset()).isBetween(0, text.length());
    }
  }

  @Provide
  Arbitrary<Long> bits() {
    return Arbitraries.longs();
  }

  @Provide
  Arbitrary<String> almostJson() {
    return Arbitraries.strings()
        .withChars("{}[]\",:\\u0D8F1-+.eE truefalsn\n\uD800\uDC00")
        .ofMaxLength(24);
  }

  @Provide
  Arbitrary<Json> values() {
    return values(3);
  }

  private Arbitrary<Json> values(int depth) {
    if (depth == 0) {
      return leaves();
    }
    Arbitrary<List<Json>> items = values(depth - 1).list().ofMaxSize(4);
    return Arbitraries.oneOf(leaves(), items.map(JsonArray::of), items.map(JsonProperties::object));
  }

  private Arbitrary<Json> leaves() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .ofMaxLength(8)
            .filter(text -> !JsonWriter.hasUnpairedSurrogate(text))
            .map(Json::of),
        Arbitraries.longs().map(Json::of),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite).map(Json::of),
        Arbitraries.of(-0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e15, 0.1).map(Json::of),
        Arbitraries.of(Json.of(true), Json.of(false), new Json.Null()));
  }

  private static Json object(List<Json> values) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Json value : values) {
      members.put("k" + (char) ('z' - members.size()), value);
    }
    return JsonObject.of(members);
  }

  private static int digits(String text) {
    String mantissa = text.split("E", -1)[0].replaceAll("[-.]", "");
    return mantissa.replaceAll("^0+", "").replaceAll("0+$", "").length();
  }
}
