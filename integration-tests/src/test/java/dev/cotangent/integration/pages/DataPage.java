package dev.cotangent.integration.pages;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.data.RowSplit;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.data.TargetedSample;
import dev.cotangent.training.data.Targets;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.source.BuiltinData;
import dev.cotangent.training.source.Synthetic;
import dev.cotangent.training.table.Classes;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TablePredictor;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.TableRow;
import dev.cotangent.training.table.Task;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The code of docs/data.md. */
public final class DataPage {

  /** A house: measures, and the price to predict. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record House(float[] measures, float[] price) {}

  private DataPage() {}

  /** Samples from everywhere. */
  public static List<Dataset> datasets(
      float[] features, int[] labels, List<House> houses, SampleSource source) {
    List<String> names = List.of("no", "yes");
    // arrays, copied
    Dataset a = Dataset.classification(Shape.of(2), features, labels, names);
    // a stream
    Dataset b =
        Dataset.regression(
            Shape.of(3),
            Shape.of(1),
            houses.stream().map(house -> TargetedSample.of(house.measures(), house.price())));
    // larger than memory
    Dataset c = Dataset.classification(Shape.of(1, 28, 28), source, labels, names);
    Dataset d = BuiltinData.iris(); // built in
    Dataset e = Synthetic.moons(1000, 0.1, 7); // generated: samples, noise, seed
    Split split = Split.stratified(d, 0.1, 0.2, 7); // validation, test, seed
    return List.of(a, b, c, d, e, split.train(), split.validation(), split.test());
  }

  /** Data sets with several kinds of targets. */
  public static List<Dataset> targets(
      float[] features, int[] tags, float[] mask, float[] genres, float[] years) {
    // a class for each of 12 tokens, some of which do not count
    Targets words = ClassTargets.of(Shape.of(12), tags, List.of("other", "name", "place"));
    Dataset sentences = Dataset.of(Shape.of(12, 8), features, words.withWeights(mask));
    // labels of which a sample may have several: 0 or 1 for each
    Targets tagged = LabelTargets.of(List.of("drama", "comedy"), genres);
    Dataset films = Dataset.of(Shape.of(96), features, tagged);
    // more targets by name, for an objective of several parts
    Dataset both = films.with("year", NumberTargets.of(years));
    return List.of(sentences, films, both, both.select("year"));
  }

  /** Metrics of the outputs of an objective. */
  public static Trainer metrics(Objective objective) {
    Trainer trainer =
        Trainer.of(objective)
            .optimizer(Adam.of(1e-3))
            .metrics(
                OutputMetric.of(new Accuracy(), "tags", "target"), // counts by "weights"
                OutputMetric.of(new Mae(), "year", "target.year").withName("years"));
    return trainer;
  }

  /** A table of houses, from the file to a model that knows its columns, and back. */
  public static float[] table(Path houses, Path later, Path file) throws IOException {
    TrainingColumns columns = TrainingColumns.of("price").withOneHot("town").withOrdinal("heating");
    Table table = TableReader.read(houses, columns);
    RowSplit rows = RowSplit.random(table.rows(), 0.1, 0.2, 7); // validation, test, seed
    ModelInfo info = ModelInfo.fit(Task.REGRESSION, table, Classes.none(), rows.train(), false);
    Split split = rows.of(info.samples(table));
    Model model = Model.build(Dense.of(1), split.train().sampleShape(), 7);
    model.withMetadata(info.metadata()).save(file);

    // in another program: columns in any order, by their names, without the target
    Model loaded = Model.load(file, Registry.standard());
    ModelInfo known = ModelInfo.of(loaded, "houses");
    Table unseen = TableReader.read(later, known.columns().withoutTarget());
    float[] samples = known.encoding().encode(unseen);
    return samples;
  }

  /** A table whose columns feed two inputs of a graph. */
  public static double inputs(Path houses) throws IOException {
    TrainingColumns columns =
        TrainingColumns.of("price")
            .withIgnored("heating")
            .withEmbedding("town") // an I32 input; all others are F32
            .withInput("numbers", "size", "rooms")
            .withInput("town"); // the column of its name
    Table table = TableReader.read(houses, columns);
    int[] rows = RowSplit.random(table.rows(), 0, 0.2, 7).train();
    ModelInfo info = ModelInfo.fit(Task.REGRESSION, table, Classes.none(), rows, false);
    Dataset samples = info.samples(table); // numbers F32[2], town I32[]
    int towns = info.encoding().categoryCount("town"); // one more, for unknown towns
    Graph towers =
        Graph.of(
            g -> {
              GraphNode town = g.apply("place", Embedding.of(towns, 4), g.input("town"));
              GraphNode both = g.apply(Concat.last(), g.input("numbers"), town);
              g.output("price", g.apply("head", Dense.of(1), both));
            });
    Model model = towers.build(samples.signature(), 7).withMetadata(info.metadata());
    TableRow row = TablePredictor.of(model).row().set("size", 81).set("rooms", 3);
    double price = row.set("town", "Ulm").predict().number();
    return price;
  }
}
