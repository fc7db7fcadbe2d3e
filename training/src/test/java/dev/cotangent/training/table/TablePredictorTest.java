package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.training.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TablePredictorTest {

  private static final String WEATHER =
      "sky,degrees,wind,play\nrain,10,low,no\nsun,25,high,yes\nsun,20,low,yes\n";

  private static Table table(String text) throws IOException {
    return TableReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "weather.csv",
        TrainingColumns.of("play").withOneHot("sky").withOrdinal("wind"));
  }

  private static Model model() throws IOException {
    Table table = table(WEATHER);
    Classes classes = Classes.of(table);
    FeatureEncoding encoding = FeatureEncoding.fit(table);
    ModelInfo info = ModelInfo.of(Task.CLASSIFICATION, table.columns(), encoding, classes);
    return Model.build(Dense.of(2), Shape.of(encoding.width()), 3).withMetadata(info.metadata());
  }

  @Test
  void predictsWhatTheTableDoes() throws IOException {
    Model model = model();
    Table row = table("sky,degrees,wind,play\nsun,21,high,yes\n");
    float[] expected =
        model
            .predictor(Tensor::softmax)
            .predict(ModelInfo.of(model, "model").encoding().encode(row));

    TablePredictor predictor = TablePredictor.of(model);
    assertThat(predictor.toString())
        .startsWith("TablePredictor[CLASSIFICATION, 3 columns, Predictor[[4] -> [2], ");
    RowPrediction found =
        predictor
            .row()
            .set("sky", "rain")
            .set("degrees", 21)
            .set("wind", "high")
            .set("sky", "sun") // the last one counts
            .predict();

    assertThat(found.probability("no")).isEqualTo(expected[0]);
    assertThat(found.probability("yes")).isEqualTo(expected[1]);
    assertThat(found.label()).isEqualTo(expected[1] > expected[0] ? "yes" : "no");
    assertThat(found.toString()).startsWith(found.label());
    assertThatThrownBy(() -> found.probability("maybe"))
        .hasMessage("the model does not predict 'maybe', expected one of no, yes");
    assertThatThrownBy(() -> found.number("play"))
        .hasMessage("the model's task is classification, expected regression");
  }

  @Test
  void namesWhatIsMissingOrWrong() throws IOException {
    TablePredictor predictor = TablePredictor.of(model());

    assertThatThrownBy(() -> predictor.row().set("degres", 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the model has no column 'degres', expected one of sky, degrees, wind; did you mean"
                + " 'degrees'?");
    assertThatThrownBy(() -> predictor.row().set("sky", "snow"))
        .hasMessage("column 'sky': 'snow', expected one of the categories rain, sun");
    assertThatThrownBy(() -> predictor.row().set("sky", 1))
        .hasMessageContaining("column 'sky': 1")
        .hasMessageContaining("categories rain, sun");
    assertThatThrownBy(() -> predictor.row().set("degrees", "warm"))
        .hasMessage("column 'degrees': 'warm', expected a finite number");
    assertThatThrownBy(() -> predictor.row().set("degrees", Double.NaN))
        .hasMessageContaining("expected a finite number");
    assertThatThrownBy(() -> predictor.row().set("degrees", 1).predict())
        .hasMessage("the row has no value for sky, wind");
    assertThatThrownBy(() -> TablePredictor.of(Model.build(Dense.of(2), Shape.of(4), 3)))
        .hasMessageContaining("not a model of a table");
  }
}
