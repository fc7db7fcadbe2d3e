package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvParserTest {

  @Test
  void rowsAndLines() throws IOException {
    assertThat(parse("a, b\t,c\n1,,3")).containsExactly("1: [a, b, c]", "2: [1, , 3]");
    assertThat(parse("\uFEFFa\r\nb\rc\n\nd\n"))
        .containsExactly("1: [a]", "2: [b]", "3: [c]", "4: []", "5: [d]");
    assertThat(parse("")).isEmpty();
    assertThat(parse("a,")).containsExactly("1: [a, ]");
  }

  @Test
  void quotes() throws IOException {
    assertThat(parse("\"a,\"\"b\"\"\",\"two\r\nlines\"\nnext"))
        .containsExactly("1: [a,\"b\", two\nlines]", "3: [next]");
    assertThat(parse("x\"y,\"\"")).containsExactly("1: [x\"y, ]");
    assertThatThrownBy(() -> parse("a\n\"b"))
        .isInstanceOf(DataException.class)
        .hasMessage("t.csv, line 2: a quote that is not closed, expected another \"");
  }

  @Test
  void whatIsNoText() {
    assertThatThrownBy(() -> parse("x".repeat((1 << 20) + 1)))
        .hasMessage("t.csv, line 1: a field of more than 1048576 characters");
    byte[] latin = {(byte) 0xE4, ',', '1', '\n'};
    assertThatThrownBy(
            () ->
                TableReader.read(new ByteArrayInputStream(latin), "t.csv", TrainingColumns.last()))
        .isInstanceOf(CharacterCodingException.class);
  }

  private static List<String> parse(String text) throws IOException {
    CsvParser parser = new CsvParser(new StringReader(text), "t.csv");
    List<String> rows = new ArrayList<>();
    while (parser.next()) {
      rows.add(parser.line() + ": " + parser.fields());
    }
    return rows;
  }
}
