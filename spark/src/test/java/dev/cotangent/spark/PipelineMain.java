package dev.cotangent.spark;

import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Predicts with a saved pipeline, in a JVM of its own, and prints bits. */
final class PipelineMain {

  private PipelineMain() {}

  public static void main(String[] arguments) {
    try (LocalCluster cluster = LocalCluster.threads(1)) {
      SparkSession spark = cluster.session();
      PipelineModel model = PipelineModel.load(arguments[0]);
      System.out.println(bits(model, spark.read().parquet(arguments[1])));
    }
  }

  /** The bits of all probabilities, in the order of ids. */
  static String bits(PipelineModel model, org.apache.spark.sql.Dataset<Row> data) {
    List<Row> rows = model.transform(data).orderBy("id").collectAsList();
    StringBuilder bits = new StringBuilder("bits");
    for (Row row : rows) {
      bits.append(' ').append(row.<Double>getAs("prediction"));
      for (double probability : row.<Vector>getAs("probability").toArray()) {
        bits.append(' ').append(Double.doubleToRawLongBits(probability));
      }
    }
    return bits.toString();
  }
}
