package dev.cotangent.spark.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns of a classification, each left out if its name is empty.
 *
 * @param head how the outputs are read
 * @param classNames names of the classes
 * @param raw vectors of scores
 * @param probability vectors of probabilities
 * @param prediction index of the class with the highest score, as double
 * @param name its name
 */
public record ClassOutputs(
    Head head,
    List<String> classNames,
    String raw,
    String probability,
    String prediction,
    String name)
    implements Outputs {

  @Override
  public StructType fields() {
    List<StructField> fields = new ArrayList<>();
    for (String vector : List.of(raw, probability)) {
      if (!vector.isEmpty()) {
        Metadata size = new AttributeGroup(vector, classNames.size()).toMetadata();
        fields.add(Outputs.vectors(vector, size));
      }
    }
    if (!prediction.isEmpty()) {
      fields.add(new StructField(prediction, DataTypes.DoubleType, true, classes()));
    }
    if (!name.isEmpty()) {
      fields.add(new StructField(name, DataTypes.StringType, true, Metadata.empty()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** The names, for {@code IndexToString}, and their number, for evaluators. */
  private Metadata classes() {
    return NominalAttribute.defaultAttr()
        .withName(prediction)
        .withValues(classNames.toArray(String[]::new))
        .toMetadata();
  }

  @Override
  public Object[] values(float[] from, int start) {
    double[] scores = head.scores(from, start, classNames.size());
    double best = Head.best(scores);
    List<Object> values = new ArrayList<>();
    if (!raw.isEmpty()) {
      values.add(Outputs.vector(scores));
    }
    if (!probability.isEmpty()) {
      values.add(Outputs.vector(head.probabilities(from, start, classNames.size())));
    }
    if (!prediction.isEmpty()) {
      values.add(best);
    }
    if (!name.isEmpty()) {
      String text = Double.isNaN(best) ? "NaN" : classNames.get((int) best);
      values.add(UTF8String.fromString(text));
    }
    return values.toArray();
  }
}
