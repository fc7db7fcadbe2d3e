package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+x", "-", "@SUM(A1)", "\uFF1Dx", "\nx", " =x", "'=x", "-1,5"})
  void whatASpreadsheetWouldRun(String text) {
    assertThat(SpreadsheetText.of(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1.5e3", "-.5", "a=b", "'", "don't", "", " ", "a\nb", "007", "ü"})
  void allElseStaysAsItIs(String text) {
    assertThat(SpreadsheetText.of(text)).isEqualTo(text);
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(SpreadsheetText.of("\u001b[31mred\u0007")).isEqualTo("\\u001b[31mred\\u0007");
    assertThat(SpreadsheetText.of("\tx")).startsWith("'").doesNotContain("\t");
  }

  @Test
  void fieldsAreQuotedWhereTheyHaveToBe() throws IOException {
    StringWriter text = new StringWriter();
    try (CsvOutput csv = CsvOutput.of(text)) {
      csv.row(List.of("a", "b,c", "d\"e", " f", "g h", "", "i\nj"));
    }
    assertThat(text).hasToString("a,\"b,c\",\"d\"\"e\",\" f\",g h,,\"i\nj\"\n");
  }
}
