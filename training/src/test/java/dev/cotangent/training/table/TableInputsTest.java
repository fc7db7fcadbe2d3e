package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.data.NumberTargets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose columns feed the named inputs of a model. */
class TableInputsTest {

  private static final String TOWNS =
      "age,town,income,price\n20,Ulm,1,5\n30,Bonn,3,6\n40,Ulm,2,9\n";

  private static final TrainingColumns COLUMNS =
      TrainingColumns.of("price")
          .withEmbedding("town")
          .withInput("numbers", "income", "age")
          .withInput("town");

  private static Table read(String text, ColumnChooser columns) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TableReader.read(new ByteArrayInputStream(bytes), "towns", columns);
  }

  private static ModelInfo info(Table table) {
    int[] rows = {0, 1, 2};
    return ModelInfo.fit(Task.REGRESSION, table, Classes.none(), rows, false);
  }

  private static Graph towers() {
    return Graph.of(
        g -> {
          GraphNode town = g.apply("town", Embedding.of(3, 2), g.input("place"));
          g.output("y", g.apply("head", Dense.of(1), town));
        });
  }

  private static Model model(Signature inputs) {
    Graph graph =
        Graph.of(
            g -> {
              GraphNode numbers = g.input("numbers");
              GraphNode town = g.apply("places", Embedding.of(3, 2), g.input("town"));
              GraphNode both = g.apply(Concat.last(), numbers, town);
              g.output("y", g.apply("head", Dense.of(1), both));
            });
    return graph.build(inputs, 7);
  }

  @Test
  void columnsBecomeNamedInputs() throws IOException {
    Table table = read(TOWNS, COLUMNS);
    ModelInfo info = info(table);
    Dataset samples = info.samples(table);
    Signature expected =
        Signature.of("numbers", Shape.of(2)).and("town", DType.I32, Shape.scalar());
    assertThat(samples.signature()).isEqualTo(expected);
    assertThat(info.encoding().signature()).isEqualTo(expected);
    assertThat(samples.features(1)).containsExactly(3, 30);
    assertThat(samples.featureNames()).containsExactly("income", "age");
    Map<String, Object> arrays = info.encoding().arrays(table);
    assertThat((float[]) arrays.get("numbers")).containsExactly(1, 20, 3, 30, 2, 40);
    assertThat((int[]) arrays.get("town")).containsExactly(2, 1, 2);
  }

  @Test
  void oneHotAndOrdinalColumnsAreNumbersAndOneColumnMayFeedTwoInputs() throws IOException {
    TrainingColumns columns =
        TrainingColumns.of("price")
            .withOneHot("town")
            .withInput("all", "age,town")
            .withInput("again", "2", "town");
    Table table = read(TOWNS, columns);
    Map<String, Object> arrays = info(table).encoding().arrays(table);
    assertThat((float[]) arrays.get("all")).containsExactly(20, 0, 1, 30, 1, 0, 40, 0, 1);
    assertThat((float[]) arrays.get("again")).containsExactly(1, 0, 1, 3, 1, 0, 2, 0, 1);
  }

  @Test
  void aSavedModelKnowsItsInputs(@TempDir Path folder) throws IOException {
    Table table = read(TOWNS, COLUMNS);
    ModelInfo info = info(table);
    Dataset samples = info.samples(table);
    Model model = model(samples.signature()).withMetadata(info.metadata());
    Trainer.of(model).loss(new MeanSquaredError()).optimizer(Adam.of(0.01)).fit(samples, 2);
    Path file = folder.resolve("m.safetensors");
    model.save(file);

    Model loaded = Model.load(file, Registry.standard());
    ModelInfo known = ModelInfo.of(loaded, "m");
    assertThat(known).isEqualTo(info);
    Table later = read("town,income,age\nBonn,3,30\nUlm,7,50\n", known.columns().withoutTarget());
    float[] all = known.predict(loaded.predictor(), later);
    TablePredictor predictor = TablePredictor.of(loaded);
    TableRow row = predictor.row().set("town", "Ulm").set("income", 7).set("age", 50);
    assertThat((float) row.predict().number()).isEqualTo(all[1]);
    Map<String, float[]> first =
        loaded.predictor().row().set("numbers", 3, 30).set("town", 1).predict();
    assertThat(first.get("y")).containsExactly(all[0]);
    Table odd = read("town,income,age\nRome,3,30\n", known.columns().withoutTarget());
    assertThatThrownBy(() -> known.predict(loaded.predictor(), odd))
        .hasMessageContaining("line 2, column 'town' (index 0): 'Rome' does not occur");
  }

  @Test
  void metadataThatDoesNotFitTheModelIsRefused() throws IOException {
    Table table = read(TOWNS, COLUMNS);
    Map<String, String> metadata = info(table).metadata();
    Model other = towers().build(Signature.of("place", DType.I32, Shape.scalar()), 7);
    assertThatThrownBy(() -> ModelInfo.of(other.withMetadata(metadata), "m"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "columns for numbers F32[2], town I32[], expected the model's inputs place I32[]");
    Map<String, String> damaged = new java.util.TreeMap<>(metadata);
    damaged.put("inputs", "[{\"name\":\"numbers\",\"features\":[0,7]}]");
    Model model = model(info(table).encoding().signature());
    assertThatThrownBy(() -> ModelInfo.of(model.withMetadata(damaged), "m"))
        .hasMessageContaining("input 'numbers' has the features [0, 7], expected indices below 3");
    damaged.put("inputs", "[{\"name\":\"numbers\",\"features\":[]}]");
    assertThatThrownBy(() -> ModelInfo.of(model.withMetadata(damaged), "m"))
        .hasMessageContaining("input 'numbers' has no columns, expected at least one");
  }

  @Test
  void inputsOfCategoriesAloneTrainAndPredict() {
    Dataset data =
        Dataset.of(NumberTargets.of(1, 2, 1)).withInput("place", Shape.scalar(), 0, 1, 0);
    assertThat(data.inputNames()).containsExactly("place");
    Model model = towers().build(data.signature(), 7);
    Trainer trainer = Trainer.of(model).loss(new MeanSquaredError()).optimizer(Adam.of(0.05));
    assertThat(trainer.fit(data, 150).last().loss()).isLessThan(0.01);
    assertThat(data.batch(data.order(1, 0), 1, data.batch(2, 2)).names())
        .containsExactly("target", "place");
  }

  @Test
  void aNormalizerIsFittedOnAnInput() {
    Dataset data =
        Dataset.of(Shape.of(1), new float[3], NumberTargets.of(1, 2, 3))
            .withInput("size", Shape.of(1), 2f, 4f, 6f)
            .withInput("town", Shape.scalar(), 1, 2, 3)
            .subset(0, 1);
    Model model = Model.build(Normalizer.fit(data, "size", Normalize.Kind.MINMAX), Shape.of(1), 1);
    assertThat(model.predictor().predict(new float[] {2, 3, 4})).containsExactly(0, 0.5f, 1);
    assertThatThrownBy(() -> Normalizer.fit(data, "town", Normalize.Kind.MINMAX))
        .hasMessage("input 'town' is I32[], expected F32");
    assertThatThrownBy(() -> Normalizer.fit(data, "sise", Normalize.Kind.MINMAX))
        .hasMessageContaining("size");
  }
}
