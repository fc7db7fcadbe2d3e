package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Huber;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.spark.data.FrameColumns;
import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.failure.NonFiniteException;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Estimators train what a trainer of one machine trains, to the bit. */
class EstimatorTest {

  private static final String[] FEATURES = EstimatorTable.FEATURES;

  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Dataset<Row> table() {
    return EstimatorTable.of(cluster.session());
  }

  private static CotangentClassifier classifier() {
    return EstimatorTable.classifier();
  }

  @Test
  void classesAreTrainedAsOnOneMachine() {
    CotangentClassificationModel trained = classifier().fit(table());
    Signature inputs = Signature.of(Shape.of(3));
    SampleLayout layout = SampleLayout.classification(inputs, List.of("0", "1", "2"));
    FrameColumns columns = FrameColumns.ofTarget("label").withFeatures(FEATURES);
    dev.cotangent.training.data.Dataset same =
        OrderedSamples.of(table().repartition(5), columns, layout).shuffledBy(7).collect();
    Model model =
        Model.build(Sequential.of(Dense.of(8), Activate.with("tanh"), Dense.of(3)), Shape.of(3), 7);
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.02))
        .batch(50)
        .seed(7)
        .shards(16)
        .fit(same, 3);
    assertThat(trained.network().store().sha256()).isEqualTo(model.store().sha256());
    assertThat(trained.parent()).isNotNull();
    assertThat(trained.transform(table()).where("prediction is not null").count()).isEqualTo(300);
  }

  @Test
  void numbersAreTrainedWithWeightsKeysAndValidation() {
    CotangentRegressor estimator =
        new CotangentRegressor()
            .setInputCols(FEATURES)
            .setLabelCol("price")
            .setWeightCol("w")
            .setKeyCol("id")
            .setShuffle(false)
            .setValidationIndicatorCol("held")
            .setPatience(2)
            .setLayers()
            .setLoss(new Huber())
            .setOptimizer("sgd")
            .setLearningRate(0.1)
            .setBatchSize(40)
            .setShards(4)
            .setSeed(3)
            .setTasks(2)
            .setEpochs(6);
    SampleLayout layout = SampleLayout.regression(Signature.of(Shape.of(3)), Shape.of(1));
    FrameColumns columns =
        FrameColumns.ofTarget("price").withFeatures(FEATURES).withWeight("w").withKey("id");
    Model model = Model.build(Sequential.of(Dense.of(1)), Shape.of(3), 3);
    Trainer.of(model)
        .loss(new Huber())
        .optimizer(Sgd.of(0.1))
        .batch(40)
        .seed(3)
        .shards(4)
        .callbacks(EarlyStopping.patience(2))
        .validation(OrderedSamples.of(table().where("held"), columns, layout).collect())
        .fit(OrderedSamples.of(table().where("not held"), columns, layout).collect(), 6);
    CotangentRegressionModel trained = estimator.fit(table().repartition(2));
    assertThat(trained.network().store().sha256()).isEqualTo(model.store().sha256());
  }

  @Test
  void aCrossValidatorTrainsOneAfterAnother() {
    CotangentClassifier estimator = classifier().setEpochs(1);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(estimator.learningRate(), new double[] {1e-6, 0.05})
            .addGrid(estimator.batchSize(), new int[] {20, 40})
            .build();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(new MulticlassClassificationEvaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(1)
            .fit(table());
    assertThat(best.avgMetrics()).hasSize(4);
    assertThat(best.bestModel()).isInstanceOf(CotangentClassificationModel.class);
    assertThat(best.transform(table()).columns()).contains("prediction", "probability");
  }

  @Test
  void anErrorOfTheTrainingIsTheErrorOfTheFit() {
    CotangentClassifier wild = classifier().setActivation("relu").setOptimizer(Sgd.of(1e30));
    assertThatThrownBy(() -> wild.fit(table())).isInstanceOf(NonFiniteException.class);
  }

  @Test
  void severalInputsAndTargetsAreColumns() {
    Network network = Network.TWO_INPUTS;
    Dataset<Row> rows =
        table()
            .selectExpr("id", "array(a, b, c, a * b) numbers", "cast(id % 7 as int) town", "price");
    Signature inputs = network.model().inputs();
    CotangentRegressor estimator =
        new CotangentRegressor()
            .setInputs(inputs)
            .setNetwork(network.model().spec())
            .setLabelCol("price")
            .setBatchSize(64)
            .setEpochs(2);
    FrameColumns columns =
        FrameColumns.ofTarget("price").withInput("numbers", "numbers").withInput("town", "town");
    SampleLayout layout = SampleLayout.regression(inputs, Shape.of(1));
    Model model = Model.build(network.model().spec(), inputs, 7);
    Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Adam.of(0.001))
        .batch(64)
        .seed(7)
        .shards(16)
        .fit(OrderedSamples.of(rows, columns, layout).shuffledBy(7).collect(), 2);
    CotangentRegressionModel trained = estimator.fit(rows);
    assertThat(trained.network().store().sha256()).isEqualTo(model.store().sha256());
    assertThat(trained.transform(rows).where("prediction is not null").count()).isEqualTo(300);
  }

  @Test
  void severalTargetsAreAnArray() {
    Dataset<Row> rows = table().selectExpr("a", "b", "c", "array(price, a - b) label");
    CotangentRegressor estimator = new CotangentRegressor().setInputCols(FEATURES).setEpochs(1);
    Dataset<Row> predicted = estimator.setLayers(4).fit(rows).transform(rows);
    assertThat(predicted.first().<Vector>getAs("prediction").size()).isEqualTo(2);
  }

  @Test
  void rowsWithNullAreAnErrorOrLeftOut() {
    Dataset<Row> holes = table().withColumn("b", functions.expr("IF(id % 10 = 3, NULL, b)"));
    CotangentClassifier estimator = classifier().setEpochs(1);
    assertThatThrownBy(() -> estimator.fit(holes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'b'");
    CotangentClassificationModel skipped = estimator.setHandleInvalid("skip").fit(holes);
    CotangentClassificationModel same = classifier().setEpochs(1).fit(holes.where("b IS NOT NULL"));
    assertThat(skipped.network().store().sha256()).isEqualTo(same.network().store().sha256());
    assertThat(skipped.transform(holes).count()).isEqualTo(270);
  }

  @Test
  void featuresAreScaledTheSameInAnyPartitions() {
    Dataset<Row> rows = table().selectExpr("1e6 * a + 3 a", "b / 1e6 b", "0.5D c", "label");
    SampleLayout layout =
        SampleLayout.classification(Signature.of(Shape.of(3)), List.of("0", "1", "2"));
    FrameColumns columns = FrameColumns.ofTarget("label").withFeatures(FEATURES);
    for (String kind : List.of("zscore", "minmax")) {
      CotangentClassifier estimator = classifier().setEpochs(1).setNormalize(kind);
      Model trained = estimator.fit(rows).network();
      Model other = estimator.fit(rows.repartition(7)).network();
      assertThat(other.store().sha256()).isEqualTo(trained.store().sha256());
      Model fitted =
          Model.build(
              Normalizer.fit(
                  OrderedSamples.of(rows, columns, layout).collect(), Normalize.Kind.of(kind)),
              Shape.of(3),
              1);
      for (String state : List.of("mean", "scale")) {
        assertThat(trained.store().read(trained.parameter("0." + state)))
            .containsExactly(fitted.store().read(fitted.parameter(state)));
      }
    }
  }
}
