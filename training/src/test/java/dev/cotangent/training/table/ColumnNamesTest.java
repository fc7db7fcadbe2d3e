package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any column can be named, whatever it is called. */
class ColumnNamesTest {

  private static final String[] ODD = {
    "\"size, m2\",\"5\"\" disk\",2024,last,\"two\nlines\",id,t", "1,2,3,4,5,6,7", "7,6,5,4,3,2,1"
  };

  @Test
  void commasQuotesDigitsAndLineFeeds() {
    assertThat(features(all().withIgnored("size, m2"))).doesNotContain("size, m2").hasSize(5);
    assertThat(features(all().withIgnored("\"size, m2\",id"))).hasSize(4).doesNotContain("id");
    assertThat(features(all().withIgnored("5\" disk", "id", "2"))).hasSize(3);
    assertThat(features(all().withIgnored("\"5\"\" disk\",\"2024\",\"last\"")))
        .containsExactly("size, m2", "two\nlines", "id");
    assertThat(features(all().withIgnored("two\nlines"))).hasSize(5);
    assertThat(target("size, m2")).isEqualTo("size, m2");
    assertThat(target("\"size, m2\"")).isEqualTo("size, m2");
    assertThat(target("\"2024\"")).isEqualTo("2024");
    assertThat(target("\"last\"")).isEqualTo("last");
    assertThat(target("5\" disk")).isEqualTo("5\" disk");
  }

  @Test
  void aNameThatLooksLikeAnIndex() {
    TrainingColumns header = TrainingColumns.of("2019").withHeader(Header.YES);
    String[] years = {"2019,2020,1", "1,2,3", "3,1,2"};
    assertThat(read(header, years).columns().targetName()).isEqualTo("2019");
    assertThatThrownBy(() -> read(TrainingColumns.of("2019"), years))
        .hasMessageContaining("expected an index from 0 to 2")
        .hasMessageContaining("write it in quotes: '\"2019\"'");
    assertThat(read(TrainingColumns.of("\"2019\""), years).rows()).isEqualTo(2);
    assertThatThrownBy(() -> read(TrainingColumns.of("1").withHeader(Header.YES), years))
        .hasMessageContaining("could be the name of column 2 or the index of column 1");
    assertThat(read(TrainingColumns.of("\"1\""), years).columns().target()).isEqualTo(2);
  }

  @Test
  void whatIsNotThere() {
    assertThatThrownBy(() -> target("pirce"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no target column 'pirce'");
    assertThatThrownBy(() -> read(TrainingColumns.of("pirce"), "size,price", "1,2", "2,3"))
        .hasMessageContaining("did you mean 'price'?");
    assertThatThrownBy(() -> features(all().withOneHot("width, m2")))
        .hasMessageContaining("there is no categorical column 'width'")
        .hasMessageContaining("in double quotes, as in '\"size, m2\"'");
    assertThatThrownBy(() -> read(TrainingColumns.last().withIgnored("0"), "1,a", "2,b"))
        .hasMessageContaining("expected at least one feature");
    assertThatThrownBy(() -> features(all().withIgnored("t")))
        .hasMessageContaining("column 't' is specified twice, as the target and as ignored");
    assertThatThrownBy(() -> features(all().withOneHot("id", "id")))
        .hasMessageContaining("column 'id' is specified twice, as a category");
    assertThatThrownBy(() -> read(TrainingColumns.of("x"), "x,x,y", "1,2,3", "2,3,4"))
        .hasMessageContaining("several columns have the name 'x'");
  }

  @Test
  void ignoredColumnsMayHoldAnything() {
    String[] lines = {"when,x,,kind", "2020-01-01,1,?,a", "nan,2,,b"};
    Table table = read(TrainingColumns.last().withIgnored("when,2"), lines);
    assertThat(table.columns().featureNames()).containsExactly("x");
    assertThat(table.columns().ignored()).containsExactly(0, 2);
    assertThat(table.features()).containsExactly(1, 2);
  }

  private static TrainingColumns all() {
    return TrainingColumns.of("t");
  }

  private static List<String> features(TrainingColumns columns) {
    return read(columns, ODD).columns().featureNames();
  }

  private static String target(String name) {
    return read(TrainingColumns.of(name), ODD).columns().targetName();
  }
}
