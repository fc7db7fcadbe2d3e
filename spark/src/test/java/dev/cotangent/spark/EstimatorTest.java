package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Huber;
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
import dev.cotangent.training.failure.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimators train what a trainer of one machine trains, to the bit. */
class EstimatorTest {

  private static final String[] FEATURES = {"a", "b", "c"};

  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** Three numbers, a label of three classes that they make, a price, a weight, a mark. */
  private static Dataset<Row> table() {
    return cluster
        .session()
        .range(0, 300, 1, 3)
        .selectExpr("id", "sin(id) a", "cos(id * 3) b", "cast(id % 7 as float) / 7 c")
        .selectExpr("*", "cast(pmod(floor(2 * a + b + 3 * c), 3) as double) label")
        .selectExpr("*", "a + 2 * b - c price", "1 + id % 2 w", "id % 5 = 0 held");
  }

  private static CotangentClassifier classifier() {
    return new CotangentClassifier()
        .setInputCols(FEATURES)
        .setLayers(8)
        .setActivation("tanh")
        .setOptimizer(Adam.of(0.02))
        .setBatchSize(50)
        .setEpochs(3);
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
  void whatDoesNotFitIsSaidBeforeAnythingRuns() {
    StructType schema = table().schema();
    assertThatThrownBy(() -> new CotangentClassifier().transformSchema(schema))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("fit: no column 'features', expected one of id, a, b, c, label");
    assertThatThrownBy(() -> classifier().setLabelCol("held").transformSchema(schema))
        .hasMessage(
            "fit: column 'held' is boolean, expected indices of classes; a StringIndexer makes"
                + " them");
    assertThatThrownBy(() -> classifier().setPredictionCol("w").transformSchema(schema))
        .hasMessage("fit: column 'w' is there already, expected a new name");
    assertThatThrownBy(() -> classifier().fit(table().withColumn("label", functions.expr("a"))))
        .hasMessageStartingWith("fit: the largest label of column 'label' is 0.99");
    assertThatThrownBy(() -> classifier().setOptimizer("adamm").fit(table()))
        .hasMessageStartingWith("param optimizer: ")
        .hasMessageContaining("adam");
    assertThatThrownBy(() -> classifier().setEpochs(0))
        .hasMessageContaining("parameter epochs given invalid value 0");
    assertThat(classifier().transformSchema(schema).fieldNames())
        .endsWith("rawPrediction", "probability", "prediction");
  }

  @Test
  void anErrorOfTheTrainingIsTheErrorOfTheFit() {
    CotangentClassifier wild = classifier().setActivation("relu").setOptimizer(Sgd.of(1e30));
    assertThatThrownBy(() -> wild.fit(table())).isInstanceOf(NonFiniteException.class);
  }

  @Test
  void anEstimatorIsSavedWithItsParams(@TempDir Path folder) throws IOException {
    CotangentClassifier estimator =
        classifier().setLoss(CrossEntropy.ofClassIndices()).setInputs(Signature.of(Shape.of(3)));
    String path = folder.resolve("estimator").toString();
    estimator.save(path);
    CotangentClassifier loaded = CotangentClassifier.load(path);
    assertThat(texts(loaded)).isEqualTo(texts(estimator));
    assertThat(texts(loaded.copy(new ParamMap()))).isEqualTo(texts(estimator));
    assertThat(loaded.uid()).isEqualTo(estimator.uid());
  }

  private static List<String> texts(CotangentClassifier estimator) {
    return Arrays.stream(estimator.params()).map(param -> text(estimator, param)).toList();
  }

  private static <T> String text(CotangentClassifier estimator, Param<T> param) {
    return param.name()
        + (estimator.isDefined(param) ? param.jsonEncode(estimator.getOrDefault(param)) : "");
  }
}
