package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {

  @Test
  void rowsAndLines() throws IOException {
    assertThat(parse("a, b\t,c\n1,,3")).containsExactly("1: [a, b, c]", "2: [1, , 3]");
    assertThat(parse("\uFEFFa\r\nb\rc\n\nd\n"))
        .containsExactly("1: [a]", "2: [b]", "3: [c]", "4: []", "5: [d]");
    assertThat(parse("")).isEmpty();
    assertThat(parse("\uFEFF")).isEmpty();
    assertThat(parse("a,")).containsExactly("1: [a, ]");
    assertThat(parse("#a,b")).containsExactly("1: [#a, b]");
  }

  @Test
  void quotes() throws IOException {
    assertThat(parse("\"a,\"\"b\"\"\",\"two\r\nlines\"\nnext"))
        .containsExactly("1: [a,\"b\", two\nlines]", "3: [next]");
    assertThat(parse("\" a \",\"\"")).containsExactly("1: [ a , ]");
    assertThat(parse("\uFEFF\"a\",b")).containsExactly("1: [a, b]");
  }

  /** FastCSV 4.1.0 by itself drops the quoted field here and joins the lines. */
  @Test
  void aReturnAloneInQuotes() throws IOException {
    assertThat(parse("a,\"x\ry\"\nq,w\n")).containsExactly("1: [a, x\ny]", "3: [q, w]");
    assertThat(parse("a,\"x\r\ny\rz\"\rq,w\r")).containsExactly("1: [a, x\ny\nz]", "4: [q, w]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          "1"5,2                  | line 1, column 0: text after a closing quote
          "1" ,2                  | line 1, column 0: text after a closing quote
          a,b;1,"x"y              | line 2, column 1: text after a closing quote
          u"v,1                   | line 1, column 0: a quote inside an unquoted field
          a,b;1, "u"              | line 2, column 1: a quote inside an unquoted field
          a,b;c,5" disk           | line 2, column 1: a quote inside an unquoted field
          a;"b                    | line 2, column 0: an unclosed quote
          a,b;1,2;3,"x;4,5        | line 3, column 1: an unclosed quote
          a,"                     | line 1, column 1: an unclosed quote
          """)
  void whatIsNoRow(String text, String expected) {
    assertThatThrownBy(() -> parse(text.replace(';', '\n')))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("t.csv, " + expected)
        .hasMessageContaining("expected");
  }

  @Test
  void whatIsNoText() {
    assertThatThrownBy(() -> parse("x".repeat((1 << 20) + 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("t.csv, line 1, column 0: a field of more than 1048576 characters");
    assertThatThrownBy(() -> parse("a,b\n1,x\0y"))
        .hasMessageStartingWith("t.csv, line 2, column 1: not a CSV file")
        .hasMessageContaining("NUL");
    byte[] latin = {'a', ',', 'b', '\n', '1', ',', (byte) 0xE4, '\n'};
    assertThatThrownBy(() -> rows(latin))
        .isInstanceOf(DataException.class)
        .hasMessage("t.csv, line 2, column 1: not a CSV file, its text is not UTF-8");
    assertThatThrownBy(() -> rows("a,b".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining("not UTF-8");
  }

  private static List<String> parse(String text) throws IOException {
    return rows(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> rows(byte[] bytes) throws IOException {
    CsvRows parser = new CsvRows(new ByteArrayInputStream(bytes), "t.csv");
    List<String> rows = new ArrayList<>();
    while (parser.hasNext()) {
      CsvRow row = parser.next();
      rows.add(row.line() + ": " + row.fields());
    }
    return rows;
  }
}
