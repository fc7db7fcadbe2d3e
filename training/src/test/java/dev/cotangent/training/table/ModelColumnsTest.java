package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tables a model takes, and what it takes from them. */
class ModelColumnsTest {

  private static final ModelColumns NAMED =
      of(
          TrainingColumns.of("kind").withIgnored("id"),
          "id,width,height,kind",
          "7,1,2,a",
          "8,3,4,b");

  private static final ModelColumns POSITIONS =
      of(TrainingColumns.of("2").withIgnored("0").withHeader(Header.NO), "7,1,a,2", "8,3,b,4");

  @Test
  void namesInAnyOrder() {
    assertThat(features(NAMED, "height,kind,width", "2,a,1")).containsExactly(1, 2);
    assertThat(features(NAMED, "height,id,width", "2,x,1")).containsExactly(1, 2);
    assertThat(read(NAMED, "height,kind,width", "2,a,1").targets()).containsExactly("a");
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> features(NAMED, "heigth,width", "2,1"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the model's columns 'height' are missing")
        .hasMessageContaining("the model does not know 'heigth'")
        .hasMessageContaining("did you mean 'heigth'?");
    assertThatThrownBy(() -> features(NAMED, "height,width,weight", "2,1,0"))
        .hasMessageContaining("does not know 'weight'; leave columns out with --ignore");
    assertThatThrownBy(() -> features(NAMED, "a,b", "2,1"))
        .hasMessageContaining("'width', 'height' are missing")
        .hasMessageContaining("--header no");
    assertThatThrownBy(() -> features(NAMED, "1,2", "2,1")).hasMessageContaining("--header no");
    assertThatThrownBy(() -> features(NAMED, "width,width,height", "2,1,3"))
        .hasMessageContaining("a second column 'width' (index 1)");
  }

  @Test
  void moreColumnsAreLeftOutIfAsked() {
    ModelColumns without = NAMED.withLeftOut(List.of("weight", "\"\""));
    assertThat(features(without, ",height,width,weight", "0,2,1,?")).containsExactly(1, 2);
    assertThat(features(NAMED.withLeftOut(List.of("1")), "width,width,height", "2,1,3"))
        .containsExactly(2, 3);
  }

  @Test
  void withoutAHeaderPositionsCount() {
    ModelColumns no = NAMED.withHeader(Header.NO);
    assertThat(features(no, "9,1,2,a")).containsExactly(1, 2);
    assertThat(features(no, "9,1,2")).containsExactly(1, 2);
    assertThat(features(POSITIONS, "9,1,a,2")).containsExactly(1, 2);
    assertThat(features(POSITIONS, "9,1,2")).containsExactly(1, 2);
    assertThat(features(POSITIONS.withLeftOut(List.of("0")), "9,1,2")).containsExactly(1, 2);
    assertThat(features(POSITIONS.withLeftOut(List.of("0")), "9,1,a,2")).containsExactly(1, 2);
    assertThatThrownBy(() -> features(POSITIONS, "1,2"))
        .hasMessageContaining(
            "2 columns, but the model has 2 features and ignores 1 further column")
        .hasMessageContaining("expected 3 columns, or 4 with the target");
  }

  @Test
  void aHeaderAboveColumnsWithoutNames() {
    assertThat(features(POSITIONS, "id,x,y", "9,1,2")).containsExactly(1, 2);
    assertThat(features(POSITIONS, "9,2019,2020", "9,1,2")).hasSize(4);
    assertThat(features(POSITIONS.withHeader(Header.YES), "9,2019,2020", "9,1,2")).hasSize(2);
    assertThatThrownBy(() -> features(POSITIONS, "9,?,2", "9,1,2"))
        .hasMessageContaining("'?' is not a number")
        .hasMessageContaining("--header yes or --header no");
  }

  @Test
  void aTargetIsNotReadWhereNoneIsNeeded() {
    Table table = read(NAMED.withoutTarget(), "width,height,kind", "1,2,", "3,4,a");
    assertThat(table.features()).containsExactly(1, 2, 3, 4);
    assertThat(table.targets()).isEmpty();
    assertThatThrownBy(() -> read(NAMED, "width,height,kind", "1,2,"))
        .hasMessageContaining("column 'kind' (index 2): an empty field, expected the target");
  }

  private static double[] features(ModelColumns columns, String... lines) {
    return read(columns, lines).features();
  }

  private static ModelColumns of(TrainingColumns columns, String... lines) {
    Table table = read(columns, lines);
    return ModelInfo.of(
            Task.CLASSIFICATION, table.columns(), FeatureEncoding.fit(table), Classes.of(table))
        .columns();
  }
}
