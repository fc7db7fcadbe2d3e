package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.RowSplit;
import dev.cotangent.training.data.Split;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Many columns and many categories cost in proportion to their number. The limits are far above
 * what is needed, and far below what costs that grow with the square would take (minutes).
 */
class WideTableTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int COLUMNS = 40_000;
  private static final int CATEGORIES = 200_000;

  @Test
  void fortyThousandColumns() {
    String header = names().collect(Collectors.joining(",")) + ",y";
    String row = numbers(0);
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          Table table = read(TrainingColumns.of("y"), header, row + ",1", row + ",2");
          FeatureEncoding encoding = FeatureEncoding.fit(table);
          ModelInfo info = ModelInfo.of(Task.REGRESSION, table.columns(), encoding, Classes.none());
          List<String> shuffled = new ArrayList<>(names().toList());
          Collections.reverse(shuffled);
          Table later = read(info.columns(), String.join(",", shuffled), row);
          assertThat(encoding.encode(later)).hasSize(COLUMNS).startsWith(COLUMNS - 1f);
          TrainingColumns all = TrainingColumns.of("y").withOrdinal(header.replace(",y", ""));
          Table categories = read(all, header, row + ",1", row + ",2");
          assertThat(FeatureEncoding.fit(categories).encode(categories)).hasSize(2 * COLUMNS);
        });
  }

  @Test
  void namesThatDoNotFitAmongManyColumns() {
    String header = names().collect(Collectors.joining(","));
    Table table = read(TrainingColumns.of("c0"), header, numbers(0), numbers(1));
    ModelInfo info =
        ModelInfo.of(Task.REGRESSION, table.columns(), FeatureEncoding.fit(table), Classes.none());
    String others = header.replace('c', 'd');
    Assertions.assertTimeout(
        LIMIT,
        () ->
            assertThatThrownBy(() -> read(info.columns(), others, numbers(0)))
                .hasMessageContaining("are missing")
                .hasMessageContaining("in all"));
  }

  @Test
  void twoHundredThousandCategoriesAndClasses() {
    String[] lines = new String[CATEGORIES + 1];
    lines[0] = "id,x,kind";
    for (int i = 0; i < CATEGORIES; i++) {
      lines[i + 1] = "id" + i + ",1,k" + i % (CATEGORIES / 2);
    }
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          Table table = read(TrainingColumns.of("kind").withOrdinal("id"), lines);
          Classes classes = Classes.of(table);
          int[] labels = classes.indices(table);
          RowSplit rows = RowSplit.stratified(labels, classes.count(), 0, 0.2, 1);
          FeatureEncoding encoding = FeatureEncoding.fit(table, rows.train());
          assertThat(encoding.withIgnoreUnknown(true).encode(table)).hasSize(2 * CATEGORIES);
          assertThatCode(() -> EncodedFeature.of(encoding.features().get(0).json()))
              .doesNotThrowAnyException();
          Dataset data =
              Dataset.classification(Shape.of(1), new float[CATEGORIES], labels, classes.names());
          assertThat(Split.stratified(data, 0, 0.2, 1).train().size())
              .isEqualTo(rows.train().length);
        });
  }

  @Test
  void oneHotThatFitsNoMemoryIsAnError() {
    String[] lines = new String[CATEGORIES + 1];
    lines[0] = "id,kind";
    for (int i = 0; i < CATEGORIES; i++) {
      lines[i + 1] = i + ",1";
    }
    Table table = read(TrainingColumns.of("kind").withOneHot("id"), lines);
    FeatureEncoding encoding = FeatureEncoding.fit(table);
    assertThatThrownBy(() -> encoding.encode(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("200,000 samples of 200,000 numbers need 152,587 MB")
        .hasMessageContaining("--embedding");
  }

  private static java.util.stream.Stream<String> names() {
    return IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i);
  }

  private static String numbers(int from) {
    return IntStream.range(from, from + COLUMNS)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }
}
