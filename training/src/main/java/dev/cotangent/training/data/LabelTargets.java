package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/**
 * Multi-label targets: each sample has none, one or several of the labels. Losses get 1 for a label
 * that the sample has and 0 for one that it does not have; {@link
 * dev.cotangent.core.loss.BinaryCrossEntropyWithLogits} with an output for each label is the usual
 * choice.
 */
public final class LabelTargets extends Targets {

  private final float[] numbers;
  private final List<String> names;

  private LabelTargets(int size, float[] numbers, List<String> names, float[] weights) {
    super(Shape.of(names.size()), size, weights);
    this.numbers = numbers;
    this.names = names;
  }

  /**
   * Creates targets with named labels.
   *
   * @param labelNames names of the labels, at least one
   * @param labels 0 or 1 for each sample and label: all labels of the first sample, of the second,
   *     …
   * @throws dev.cotangent.core.ShapeException if their number is not a multiple of the number of
   *     labels
   * @throws CotangentException if there are no names, or a value is neither 0 nor 1, naming row and
   *     label
   */
  public static LabelTargets of(List<String> labelNames, float... labels) {
    if (labelNames.isEmpty()) {
      throw new CotangentException(
          "label targets: there are no label names, expected at least one");
    }
    List<String> names = List.copyOf(labelNames);
    int rows = DatasetChecks.rows(Shape.of(names.size()), labels.length, "labels");
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && labels[i] != 1) {
        throw new CotangentException(
            "row "
                + i / names.size()
                + " has "
                + labels[i]
                + " for label '"
                + names.get(i % names.size())
                + "', expected 0 or 1");
      }
    }
    return new LabelTargets(rows, labels.clone(), names, alike());
  }

  @Override
  public LabelTargets withWeights(float... newWeights) {
    return new LabelTargets(size(), numbers, names, checked(newWeights));
  }

  /** The names of the labels. */
  @Override
  public List<String> labelNames() {
    return names;
  }

  @Override
  List<String> columnNames() {
    return names;
  }

  @Override
  ArrayKind kind() {
    return ArrayKind.NUMBERS;
  }

  @Override
  Object array() {
    return numbers;
  }

  @Override
  void describe(JsonObject.Builder schema) {
    schema.put("labels", DataSchema.names(names));
    schema.put(DataSchema.SHAPE, DataSchema.shape(shape()));
  }

  @Override
  public String toString() {
    return names.size() + " labels";
  }
}
