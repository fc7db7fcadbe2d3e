package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class is what the file says, character by character. */
class ClassesTest {

  @Test
  void numbersKeepTheirSpelling() {
    assertThat(classes("01", "1", "001", "1.0", "1e0", "+1"))
        .containsExactly("+1", "001", "01", "1", "1.0", "1e0");
    assertThat(classes("007", "08", "0010", "-1.0")).containsExactly("-1.0", "007", "08", "0010");
    assertThat(classes("10", "9", "-1")).containsExactly("-1", "9", "10");
  }

  @Test
  void longNumbersStayDifferent() {
    assertThat(classes("12345678901234567891", "12345678901234567890"))
        .containsExactly("12345678901234567890", "12345678901234567891");
    assertThat(classes("1e-99999999999", "0")).containsExactly("0", "1e-99999999999");
  }

  @Test
  void textKeepsItsSpelling() {
    assertThat(classes("Yes", "yes", "\" yes\"", "\"a\nb\""))
        .containsExactly(" yes", "Yes", "a\nb", "yes");
    assertThat(classes("\"\"\"q\"\"\"", "q")).containsExactly("\"q\"", "q");
  }

  @Test
  void anotherSpellingIsAnotherClass() {
    Classes known = new Classes(List.of("007", "8"));
    assertThatThrownBy(() -> known.indices(table("007", "8.0")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "t.csv, line 3, column 'kind' (index 1): unknown class '8.0', expected one of 007, 8");
  }

  @Test
  void categoriesKeepTheirSpelling() {
    Table table =
        read(TrainingColumns.last().withOrdinal("code"), "code,y", "01,1", "1,2", "001,3", "01,4");
    assertThat(FeatureEncoding.fit(table).features().get(0).categories())
        .containsExactly("001", "01", "1");
  }

  private static List<String> classes(String... labels) {
    return Classes.of(table(labels)).names();
  }

  private static Table table(String... labels) {
    String[] rows = Stream.of(labels).map(label -> "1," + label).toArray(String[]::new);
    String[] lines = Stream.concat(Stream.of("x,kind"), Stream.of(rows)).toArray(String[]::new);
    return read(TrainingColumns.of("kind"), lines);
  }
}
