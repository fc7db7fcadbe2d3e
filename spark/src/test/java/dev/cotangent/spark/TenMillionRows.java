package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.spark.data.FrameColumns;
import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A training on a large table that executors generate: it is put into an order, a classifier is
 * trained and validated, saved, loaded, and predicts all rows.
 *
 * <p>Arguments: the number of rows, a folder for model and checkpoints, the number of epochs.
 */
public final class TenMillionRows {

  private static final int FEATURES = 10;
  private static final List<String> CLASSES = List.of("near", "left", "right", "far");

  private final SparkSession session;
  private final String folder;
  private long phase = System.nanoTime();

  private TenMillionRows(SparkSession session, String folder) {
    this.session = session;
    this.folder = folder;
  }

  /** Runs the program. */
  public static void main(String... arguments) throws IOException {
    SparkSession session = SparkSession.builder().appName("ten million rows").getOrCreate();
    TenMillionRows program = new TenMillionRows(session, arguments[1]);
    double accuracy = program.run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[2]));
    program.say("accuracy %.4f", accuracy);
    session.stop();
  }

  /** Trains and predicts; returns the accuracy on all rows. */
  static double run(SparkSession session, String folder, long rows, int epochs) throws IOException {
    return new TenMillionRows(session, folder).run(rows, epochs);
  }

  private double run(long rows, int epochs) throws IOException {
    Dataset<Row> table = table(0, rows);
    OrderedSamples<Row> samples = samples(table);
    say("%d samples are counted", samples.count());
    TrainingResult result = train(samples, samples(table(rows, rows + 20_000)), epochs);
    say("%s, %d tasks", result.history(), result.tasks());
    CotangentClassificationModel.of(result.model(), CLASSES)
        .setInputCols(features())
        .write()
        .overwrite()
        .save(folder + "/model");
    say("the model is saved");
    double accuracy = accuracy(table);
    say("all rows are predicted");
    return accuracy;
  }

  private TrainingResult train(
      OrderedSamples<Row> samples, OrderedSamples<Row> validation, int epochs) {
    Model model =
        Sequential.of(
                Dense.of(32),
                Activate.with("relu"),
                Dense.of(16),
                Activate.with("relu"),
                Dense.of(4))
            .build(Shape.of(FEATURES), 7);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return SparkTraining.of(
            context,
            model,
            its ->
                Trainer.of(its)
                    .loss(CrossEntropy.ofClassIndices())
                    .optimizer(Adam.of(0.005))
                    .batch(2048)
                    .shards(16))
        .validation(validation.collect())
        .checkpoints(folder + "/checkpoints", 500)
        .fit(samples, epochs);
  }

  private static OrderedSamples<Row> samples(Dataset<Row> table) {
    FrameColumns columns = FrameColumns.ofTarget("label").withFeatures(features());
    return OrderedSamples.of(
        table, columns, SampleLayout.classification(Signature.of(Shape.of(FEATURES)), CLASSES));
  }

  private static String[] features() {
    return IntStream.range(0, FEATURES).mapToObj(i -> "f" + i).toArray(String[]::new);
  }

  /**
   * Rows whose numbers from -1 to 1 are functions of the row's number, so that they are the same
   * however many executors make them; the class depends on four of them.
   */
  private Dataset<Row> table(long from, long to) {
    Stream<Column> random = IntStream.range(0, FEATURES).mapToObj(i -> uniform(i).alias("f" + i));
    Dataset<Row> features =
        session
            .range(from, to, 1, 8)
            .select(Stream.concat(Stream.of(functions.col("id")), random).toArray(Column[]::new));
    return features.withColumn(
        "label", functions.expr("int(f0 * f1 + 0.1 * f9 > 0) + 2 * int(f2 * f2 + f1 > 0.3)"));
  }

  private static Column uniform(int column) {
    return functions.expr("shiftright(xxhash64(id, " + column + "), 11) / 4503599627370496.0D");
  }

  private double accuracy(Dataset<Row> table) {
    Row counts =
        CotangentClassificationModel.load(folder + "/model")
            .transform(table)
            .selectExpr("avg(double(prediction = label))")
            .first();
    return counts.getDouble(0);
  }

  /** Prints a line with the seconds since the last one. */
  private void say(String what, Object... values) {
    long now = System.nanoTime();
    String text = String.format(Locale.ROOT, what, values);
    System.out.println(String.format(Locale.ROOT, "%6.1f s: %s", (now - phase) / 1e9, text));
    phase = now;
  }
}
