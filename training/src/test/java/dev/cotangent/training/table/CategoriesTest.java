package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.RowSplit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns of categories: what they become, and what is known of them. */
class CategoriesTest {

  private static final TrainingColumns COLUMNS =
      TrainingColumns.of("play").withOneHot("sky").withOrdinal("wind");

  private static final String WEATHER =
      "sky,degrees,wind,play\nrain,10,low,no\nsun,25,high,yes\n\"sun\",20,low,yes\n";

  @Test
  void oneHotAndOrdinal() throws IOException {
    Table table = table(WEATHER);
    Classes classes = Classes.of(table);
    FeatureEncoding encoding = FeatureEncoding.fit(table);
    Dataset data = encoding.classification(table, classes);
    assertThat(data.featureNames()).containsExactly("sky=rain", "sky=sun", "degrees", "wind");
    assertThat(data.features(0)).containsExactly(1, 0, 10, 2);
    assertThat(data.features(1)).containsExactly(0, 1, 25, 1);
    assertThat(data.features(2)).containsExactly(0, 1, 20, 2);
    assertThat(data.classNames()).containsExactly("no", "yes");
  }

  @Test
  void anEmbeddingHasARowForEachCategoryAndOneForUnknownOnes() throws IOException {
    FeatureEncoding encoding = FeatureEncoding.fit(table(WEATHER));
    assertThat(encoding.categoryCount("wind")).isEqualTo(3);
    assertThatThrownBy(() -> encoding.categoryCount("degrees"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'degrees' has numbers, expected categories");
    assertThatThrownBy(() -> encoding.categoryCount("winds"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no feature 'winds', expected one of [sky, degrees, wind]")
        .hasMessageContaining("did you mean 'wind'?");
  }

  @Test
  void aCategoryThatWasNotThere() throws IOException {
    FeatureEncoding encoding = FeatureEncoding.fit(table(WEATHER));
    Table later = table("sky,degrees,wind,play\nsun,1,low,no\nsnow,-3,storm,no\n");
    assertThatThrownBy(() -> encoding.encode(later))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "weather.csv, line 3, column 'sky' (index 0): 'snow' does not occur in the training"
                + " samples, expected one of rain, sun");
    FeatureEncoding ignoring = new FeatureEncoding(encoding.features(), true);
    assertThat(ignoring.encode(later)).containsExactly(0, 1, 1, 2, 0, 0, -3, 0);
  }

  @Test
  void onlyTheTrainingSamplesCount() throws IOException {
    StringBuilder rows = new StringBuilder("sky,degrees,wind,play\n");
    for (int row = 0; row < 40; row++) {
      rows.append("s").append(row).append(",1,low,").append(row % 2).append("\n");
    }
    Table table = table(rows.toString());
    Classes classes = Classes.of(table);
    int[] train = RowSplit.stratified(classes.indices(table), 2, 0.1, 0.2, 3).train();
    FeatureEncoding encoding = FeatureEncoding.fit(table, train).withIgnoreUnknown(true);
    assertThat(encoding.features().get(0).categories()).hasSize(28);
    assertThatThrownBy(() -> FeatureEncoding.fit(table, train).classification(table, classes))
        .hasMessageContaining("does not occur in the training samples");
  }

  @Test
  void whatIsMissingOrWrong() {
    assertThatThrownBy(() -> table("sky,degrees,wind,play\n,1,low,no\n"))
        .hasMessage(
            "weather.csv, line 2, column 'sky' (index 0): an empty field, expected a category");
    assertThatThrownBy(() -> table("sky,degrees,wind,play\nsun,,low,no\n"))
        .hasMessageContaining("line 2, column 'degrees' (index 1): an empty field");
    assertThatThrownBy(() -> table("sky,wind,x\n"))
        .hasMessageContaining("there is no target column 'play'");
    assertThatThrownBy(() -> read("a,t\n1,x\n", TrainingColumns.last().withOneHot("t")))
        .hasMessageContaining("column 't' is specified twice, as the target and as a category");
    TrainingColumns twice = TrainingColumns.last().withOneHot("0").withOrdinal("0");
    assertThatThrownBy(() -> read("a,t\n", twice)).hasMessageContaining("specified twice");
    assertThatThrownBy(() -> table(WEATHER).classification())
        .hasMessageContaining("has categories");
  }

  @Test
  void aFeatureKeepsItselfInJson() {
    EncodedFeature sky = EncodedFeature.category("sky", FeatureKind.ONE_HOT, List.of("a,b", "ü"));
    assertThat(EncodedFeature.of(sky.json())).isEqualTo(sky);
    assertThatThrownBy(() -> EncodedFeature.of(Json.parseObject("{\"name\":\"x\"}")))
        .isInstanceOf(JsonException.class);
  }

  private static Table table(String csv) throws IOException {
    return read(csv, COLUMNS);
  }

  private static Table read(String csv, TrainingColumns columns) throws IOException {
    return TableReader.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "weather.csv", columns);
  }
}
