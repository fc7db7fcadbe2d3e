package dev.cotangent.spark;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Sequential;
import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.ml.FeatureInputs;
import dev.cotangent.spark.ml.FeatureScaling;
import dev.cotangent.spark.ml.NetworkText;
import dev.cotangent.spark.ml.OneTraining;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.Widths;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Normalize;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a network on a table, as an estimator of Spark ML. The trained parameters are those of
 * {@link Trainer#shards} on one machine to the bit, whatever the number of executors, tasks and
 * partitions.
 *
 * <p>Trainings of one application run one after another, also if they are asked for at once, as by
 * a {@code CrossValidator}, since each may take all slots.
 *
 * @param <M> class of the trained model
 * @param <E> the class itself
 */
public abstract class CotangentEstimator<
        M extends CotangentModel<M>, E extends CotangentEstimator<M, E>>
    extends ColumnsStage<M, E> implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  CotangentEstimator(String uid, String loss) {
    super(uid, loss);
  }

  /** The structure of targets and samples. */
  abstract Targets targets(Dataset<?> data, Signature inputs);

  /** Checks the column of targets, and returns the columns that the model adds. */
  abstract Outputs checked(StructType schema);

  abstract M model(TrainingResult result, Targets targets);

  /**
   * Checks columns, and adds those of the model, without their metadata.
   *
   * @throws DataException if a column is missing or has another type, or one that the model adds is
   *     there already
   */
  @Override
  public final StructType transformSchema(StructType schema) {
    SampleFrame.check(this, schema);
    StructType all = schema;
    for (StructField field : checked(schema).fields().fields()) {
      if (schema.getFieldIndex(field.name()).isDefined()) {
        throw new DataException(
            "fit: column '" + field.name() + "' is there already, expected a new name");
      }
      all = all.add(new StructField(field.name(), field.dataType(), true, Metadata.empty()));
    }
    return all;
  }

  /**
   * Trains the network.
   *
   * @throws CotangentException if a column or a row does not fit, the network does not fit the
   *     data, the tasks do not fit into the cluster, or a task fails, with its error
   */
  @Override
  public final M fit(Dataset<?> data) {
    transformSchema(data.schema());
    Dataset<Row> rows = SampleFrame.rows(this, data);
    boolean keep = data.storageLevel().equals(StorageLevel.NONE());
    if (keep) {
      rows.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      return trained(rows);
    } finally {
      if (keep) {
        rows.unpersist();
      }
    }
  }

  private M trained(Dataset<Row> rows) {
    SampleFrame frame = SampleFrame.of(this, rows, signature(rows));
    Targets targets = targets(rows, frame.inputs());
    OrderedSamples<Row> samples = frame.training(targets.layout());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    SparkTraining training =
        SparkTraining.of(context, initial(frame, targets), setup())
            .name(uid())
            .tasks((int) getOrDefault(tasks()))
            .restarts((int) getOrDefault(restarts()));
    frame.validation(targets.layout()).ifPresent(training::validation);
    if (isSet(checkpointDir())) {
      training.checkpoints(
          getOrDefault(checkpointDir()), (long) getOrDefault(checkpointInterval()));
    }
    int count = (int) getOrDefault(epochs());
    TrainingResult result = OneTraining.run(context.sc(), () -> training.fit(samples, count));
    return copyValues(model(result, targets), ParamMap.empty()).setParent(this);
  }

  private Signature signature(Dataset<Row> rows) {
    return isSet(inputs())
        ? NetworkText.inputs(getOrDefault(inputs()))
        : Signature.of(
            Shape.of(Widths.of("fit", features().columns(this, Signature.of(Shape.of(1))), rows)));
  }

  private Model initial(SampleFrame frame, Targets targets) {
    Registry registry = Registry.standard();
    LayerSpec network = NetworkText.network(learning(), this, targets.outputs(), registry);
    Normalize.Kind kind = Normalize.Kind.of(getOrDefault(normalize()));
    if (kind == Normalize.Kind.NONE) {
      return targets.named(built(network, frame.inputs(), registry));
    }
    FeatureScaling scaling = frame.scaling(kind);
    Model model = built(Sequential.of(Normalize.of(kind), network), frame.inputs(), registry);
    scaling.writeTo(model);
    return targets.named(model);
  }

  private Model built(LayerSpec network, Signature inputs, Registry registry) {
    return Model.build(network, inputs, (long) getOrDefault(seed()), registry);
  }

  /** The columns of each input. */
  final List<String> featureColumns(Signature inputs) {
    return FeatureInputs.byInput("fit", inputs, features().columns(this, inputs)).values().stream()
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
