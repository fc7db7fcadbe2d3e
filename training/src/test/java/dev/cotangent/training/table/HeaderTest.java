package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the first row is taken for a header, for a sample, or asked about. */
class HeaderTest {

  private static final TrainingColumns LAST = TrainingColumns.last();

  static Stream<String> headers() {
    return Stream.of(
        "x,y,kind;1,2,a;3,4,b",
        "x,y,z;1,2,3;4,5,6",
        "2019a,2019b,kind;1,2,a;3,4,b",
        "\"x\",\"y\",\"kind\";\"1\",\"2\",\"a\";3,4,b",
        "größe,名前,kind;1,2,a;3,4,b",
        // the header of scikit-learn's iris.csv
        "150,4,setosa,versicolor,virginica;5.1,3.5,1.4,0.2,0;4.9,3.0,1.4,0.2,0;5,2,1,0.1,1");
  }

  static Stream<String> samples() {
    return Stream.of(
        "1.5,2,a;1,2.5,b;3,4,a",
        "-0.4,0.1,-0.25;1.3,0.8,2.1;1.6,2.0,3.6;0.1,0.3,0.4",
        "0,0,5,13,1;0,0,12,13,0;0,1,5,11,1",
        "7,1,0;3,7,1;5,2,1;7,1,0",
        "7,3,007;3,7,08;5,2,007");
  }

  static Stream<String> unclear() {
    return Stream.of(
        // years, far from the numbers below
        "2019,2020,kind;-0.4,0.1,a;1.3,0.8,b;1.6,2,a",
        "2019,2020,2021;-0.4,0.1,-0.3;1.3,0.8,2.1;1.6,2,3.6",
        // years among numbers of their size
        "2019,2020,2021;1503,1822,977;2544,3001,1201;800,4000,3500",
        // the names that pandas gives to columns without one
        "0,1,2;1,0,2;0,1,1;2,1,0",
        "0,1,2,kind;0.3,0.4,1.2,a;0.2,0.9,2.2,b",
        // whole numbers above fractions, and wavelengths
        "3,1,2;0.25,1.5,2.75;3.5,0.1,1.5;2.5,1.25,3.5",
        "400.5,401.0,401.5;300,500.5,410;500,310.25,299.5;350,420,510",
        // values that are missing
        "-0.4,?,a;1.3,0.8,b;1.6,2,a",
        "-0.4,NA,a;1.3,0.8,b;1.6,2,a",
        "nan,inf,na;1.3,0.8,1;1.6,2,2",
        "5.1,unknown1,a;1.3,0.8,b;1.6,2,a",
        "5.1,oops,a;1.3,0.8,b;1.6,2,a",
        // a label that never comes again
        "1.5,2,a;1,2.5,b;3,4,c");
  }

  @ParameterizedTest
  @MethodSource("headers")
  void namesAboveNumbers(String lines) {
    Table table = read(LAST, lines.split(";"));
    assertThat(table.columns().header()).isTrue();
    assertThat(table.rows()).isEqualTo(lines.split(";").length - 1);
    assertThat(table.lines()[0]).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleLikeTheOthers(String lines) {
    Table table = read(LAST, lines.split(";"));
    Table sure = read(LAST.withHeader(Header.NO), lines.split(";"));
    assertThat(table.columns()).isEqualTo(sure.columns());
    assertThat(table.columns().header()).isFalse();
    assertThat(table.features()).containsExactly(sure.features());
    assertThat(table.targets()).isEqualTo(sure.targets());
    assertThat(table.lines()).containsExactly(sure.lines());
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void whatMightBeEitherIsAskedAbout(String lines) {
    assertThatThrownBy(() -> read(LAST, lines.split(";")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("t.csv, line 1: the first row could be a header or a sample: ")
        .hasMessageContaining("--header yes or --header no");
    Table table = read(LAST.withHeader(Header.YES), lines.split(";"));
    assertThat(table.rows()).isEqualTo(lines.split(";").length - 1);
  }

  @Test
  void aTableOfText() {
    TrainingColumns text = LAST.withOneHot("0", "1");
    String[] sample = {"red,big,yes", "blue,small,no", "red,small,yes"};
    assertThat(read(text, sample).rows()).isEqualTo(3);
    String[] names = {"colour,size,bought", "blue,small,no", "red,small,yes"};
    assertThatThrownBy(() -> read(text, names)).hasMessageContaining("--header yes");
    assertThat(read(text.withHeader(Header.YES), names).rows()).isEqualTo(2);
    assertThat(read(LAST.withOneHot("colour", "size"), names).rows()).isEqualTo(2);
  }

  @Test
  void whatIsSaidCounts() {
    String[] years = {"2019,2020,kind", "0.5,1,a", "1,2,b"};
    assertThat(read(LAST.withHeader(Header.YES), years).columns().featureNames())
        .containsExactly("2019", "2020");
    assertThat(read(LAST.withHeader(Header.NO), years).targets()).containsExactly("kind", "a", "b");
    assertThatThrownBy(() -> read(LAST.withHeader(Header.NO), "1,?,a", "1,2,b"))
        .hasMessage(
            "t.csv, line 1, column 1: '?', expected a finite number; declare a column of"
                + " categories as such (--one-hot, --ordinal, --embedding), or leave the column out"
                + " (--ignore)");
    assertThatThrownBy(
            () -> read(TrainingColumns.of("kind").withHeader(Header.NO), "x,kind", "1,a"))
        .hasMessageContaining("since the file has no header");
  }

  @Test
  void headersThatAreNone() {
    assertThatThrownBy(() -> read(LAST, "x,x,kind", "1,2,a", "3,4,b"))
        .hasMessageStartingWith("t.csv, line 1, column 1: a second column 'x'");
    assertThatThrownBy(() -> read(LAST, "x,,kind", "1,2,a", "3,4,b"))
        .hasMessageStartingWith("t.csv, line 1, column 1: no name");
    assertThatThrownBy(() -> read(LAST, "x,y,kind")).hasMessageContaining("no rows of data");
    assertThatThrownBy(() -> read(LAST, "")).hasMessageContaining("is empty");
  }

  @Test
  void theIndexThatPandasWrites() {
    String[] lines = {",x,kind", "0,1.5,a", "1,2.5,b", "2,0.5,a"};
    assertThatThrownBy(() -> read(LAST, lines))
        .hasMessageContaining("line 1, column 0: no name")
        .hasMessageContaining("pandas")
        .hasMessageContaining("--ignore 0");
    Table table = read(LAST.withIgnored("0"), lines);
    assertThat(table.columns().header()).isTrue();
    assertThat(table.features()).containsExactly(1.5, 2.5, 0.5);
    assertThat(read(LAST.withIgnored(""), lines).features()).containsExactly(1.5, 2.5, 0.5);
  }

  @Test
  void blankLinesAndRowsOfOtherLengths() {
    assertThatThrownBy(() -> read(LAST, "x,kind", "1,a", "", "2,b"))
        .hasMessage("t.csv, line 3: an empty line, expected a row");
    assertThat(read(LAST, "x,kind", "1,a", "2,b", "", "  ", "").rows()).isEqualTo(2);
    assertThatThrownBy(() -> read(LAST, "x,kind", "1,a,2"))
        .hasMessage("t.csv, line 2: 3 fields, expected 2 as in the first row");
    assertThatThrownBy(() -> read(LAST, "1,a", "2"))
        .hasMessage("t.csv, line 2: 1 fields, expected 2 as in the first row");
  }
}
