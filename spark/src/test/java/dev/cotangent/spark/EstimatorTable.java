package dev.cotangent.spark;

import dev.cotangent.optim.Adam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table to train on, and an estimator for it. */
final class EstimatorTable {

  static final String[] FEATURES = {"a", "b", "c"};

  private EstimatorTable() {}

  /** Three numbers, a label of three classes that they make, a price, a weight, a mark. */
  static Dataset<Row> of(SparkSession spark) {
    return spark
        .range(0, 300, 1, 3)
        .selectExpr("id", "sin(id) a", "cos(id * 3) b", "cast(id % 7 as float) / 7 c")
        .selectExpr("*", "cast(pmod(floor(2 * a + b + 3 * c), 3) as double) label")
        .selectExpr("*", "a + 2 * b - c price", "1 + id % 2 w", "id % 5 = 0 held");
  }

  static CotangentClassifier classifier() {
    return new CotangentClassifier()
        .setInputCols(FEATURES)
        .setLayers(8)
        .setActivation("tanh")
        .setOptimizer(Adam.of(0.02))
        .setBatchSize(50)
        .setEpochs(3);
  }
}
