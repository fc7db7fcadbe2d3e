package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.training.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static final Map<String, Object> SUNNY =
      Map.of("sky", "sun", "degrees", 21, "wind", "high");

  private static RowPrediction byName(TablePredictor predictor, Map<String, Object> row) {
    TableRow set = predictor.row();
    row.forEach(
        (column, value) -> {
          if (value instanceof Number number) {
            set.set(column, number.doubleValue());
          } else {
            set.set(column, value.toString());
          }
        });
    return set.predict();
  }

  @Test
  void predictsAMapAsARowThatIsSetByName() throws IOException {
    TablePredictor predictor = TablePredictor.of(model());
    RowPrediction expected = byName(predictor, SUNNY);
    RowPrediction found = predictor.predict(SUNNY);
    assertThat(found.label()).isEqualTo(expected.label());
    assertThat(found.probabilities()).isEqualTo(expected.probabilities());
    assertThat(found.probabilities().keySet()).containsExactly("no", "yes");
    assertThat(found.probabilities()).containsEntry("yes", found.probability("yes"));
    assertThat(found.toString()).startsWith(found.label() + " (0.");
  }

  @Test
  void takesValuesAsServicesHaveThem() throws IOException {
    TablePredictor predictor = TablePredictor.of(model());
    Map<String, Double> expected = predictor.predict(SUNNY).probabilities();
    Map<String, Object> row = new HashMap<>(SUNNY);
    row.put("sky", CharBuffer.wrap("sun"));
    row.put("play", "yes"); // a target is not read
    for (Object degrees : List.of(21L, 21.0f, new BigDecimal("21"), " 21.0 ", (byte) 21)) {
      row.put("degrees", degrees);
      assertThat(predictor.predict(row).probabilities()).isEqualTo(expected);
    }
    row.put("degrees", true);
    assertThat(predictor.predict(row).probabilities())
        .isEqualTo(byName(predictor, with("degrees", 1)).probabilities());
  }

  private static Map<String, Object> with(String column, @Nullable Object value) {
    Map<String, Object> row = new HashMap<>(SUNNY);
    row.put(column, value);
    return row;
  }

  @Test
  void categoriesMayBeNumbersAndTruthValues() throws IOException {
    Table table =
        TableReader.read(
            new ByteArrayInputStream(
                "zip,tall,level,y\n7,true,0.5,1\n007,false,2,3\n".getBytes(StandardCharsets.UTF_8)),
            "t",
            TrainingColumns.of("y").withOneHot("zip", "tall").withOrdinal("level"));
    ModelInfo info =
        ModelInfo.of(Task.REGRESSION, table.columns(), FeatureEncoding.fit(table), Classes.none());
    Model model =
        Model.build(Dense.of(1), Shape.of(info.encoding().width()), 3)
            .withMetadata(info.metadata());
    TablePredictor predictor = TablePredictor.of(model);
    assertThat(predictor.predict(Map.of("zip", 7, "tall", true, "level", 0.5)).numbers())
        .isEqualTo(predictor.predict(Map.of("zip", "7", "tall", "true", "level", "0.5")).numbers())
        .containsOnlyKeys("y");
    assertThat(predictor.predict(Map.of("zip", "007", "tall", false, "level", 2)).toString())
        .startsWith("y ");
    assertThatThrownBy(() -> predictor.predict(Map.of("zip", 8, "tall", true, "level", 2)))
        .hasMessage("column 'zip': 8, expected one of the categories 007, 7");
  }

  @Test
  void namesColumnAndValueOfAWrongRow() throws IOException {
    TablePredictor predictor = TablePredictor.of(model());
    assertFails(
        predictor,
        with("sky", "snu"),
        "column 'sky': 'snu', expected one of the categories rain, sun; did you mean 'sun'?");
    assertFails(
        predictor, with("degrees", "warm"), "column 'degrees': 'warm', expected a finite number");
    assertFails(
        predictor, with("degrees", Double.NaN), "column 'degrees': NaN, expected a finite number");
    assertFails(
        predictor, with("degrees", 1e300), "column 'degrees': 1.0E300, expected a finite number");
    assertFails(
        predictor,
        with("degrees", LocalDate.EPOCH),
        "column 'degrees': a value of java.time.LocalDate, expected a finite number");
    assertFails(predictor, with("wind", null), "the row has no value for wind");
    assertFails(predictor, Map.of("sky", "sun"), "the row has no value for degrees, wind");
    assertFails(
        predictor,
        Map.of("sky", "sun", "degres", 1, "wind", "low"),
        "the model has no column 'degres', expected one of sky, degrees, wind; did you mean"
            + " 'degrees'?");
    assertFails(
        predictor,
        with("humidity", 1),
        "the model has no column 'humidity', expected one of sky, degrees, wind");
    assertThatThrownBy(() -> predictor.predict(List.of(SUNNY, with("wind", null))))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1: the row has no value for wind");
  }

  private static void assertFails(
      TablePredictor predictor, Map<String, Object> row, String message) {
    assertThatThrownBy(() -> predictor.predict(row))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void manyRowsHaveTheBitsOfEach() throws IOException {
    TablePredictor predictor = TablePredictor.of(model());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      rows.add(with("degrees", i / 3.0));
    }
    List<RowPrediction> all = predictor.predict(rows);
    try (BatchingPredictor batching = predictor.predictor().batching(4, Duration.ZERO)) {
      TablePredictor batched = predictor.on(batching);
      for (int i = 0; i < 41; i++) {
        Map<String, Double> one = predictor.predict(rows.get(i)).probabilities();
        assertThat(all.get(i).probabilities()).isEqualTo(one);
        assertThat(batched.predict(rows.get(i)).probabilities()).isEqualTo(one);
      }
      assertThat(batching.statistics().rows()).isEqualTo(41);
    }
    assertThat(predictor.predict(List.of())).isEmpty();
    Model other = Model.build(Dense.of(2), Shape.of(5), 1);
    try (BatchingPredictor batching = other.predictor().batching(4, Duration.ZERO)) {
      assertThatThrownBy(() -> predictor.on(batching))
          .hasMessageStartingWith("table predictor: a batching predictor ");
    }
  }

  @Test
  void aProbabilityThatIsNaNIsNoLabel() throws IOException {
    Model model = model();
    model.store().write(model.parameter("bias"), 0, Float.NaN);
    RowPrediction prediction = TablePredictor.of(model).predict(SUNNY);
    assertThatThrownBy(prediction::label)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the probability of 'no' is NaN, expected a number");
    assertThat(prediction.toString()).isEqualTo("no NaN, yes NaN");
  }

  @Test
  void testsItself(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("model");
    model().save(file);
    TablePredictor predictor = TablePredictor.of(Model.load(file, Registry.standard()));
    assertThat(predictor.predictor().selfTest().orThrow().isPassed()).isTrue();
  }
}
