package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.List;

/** The prediction for one row, accessed by the names of its classes or targets. Immutable. */
public final class RowPrediction {

  private static final float HALF = 0.5f;

  private final ModelInfo info;
  private final float[] outputs;

  /**
   * Creates a prediction from outputs: probabilities, or numbers before the targets' offsets are
   * added.
   */
  RowPrediction(ModelInfo info, float[] outputs) {
    this.info = info;
    this.outputs = outputs;
  }

  /**
   * The most probable class; the first of equally probable ones.
   *
   * @throws DataException if the model is not a classifier
   */
  public String label() {
    check(Task.CLASSIFICATION);
    int best = 0;
    for (int i = 1; i < outputs.length; i++) {
      best = outputs[i] > outputs[best] ? i : best;
    }
    return info.classes().names().get(best);
  }

  /**
   * The probability of a class or of a label.
   *
   * @throws DataException if the model does not know the label, or predicts numbers
   */
  public double probability(String label) {
    if (info.task() == Task.REGRESSION) {
      check(Task.CLASSIFICATION);
    }
    boolean classes = info.task() == Task.CLASSIFICATION;
    return outputs[index(label, classes ? info.classes().names() : info.columns().targets())];
  }

  /**
   * Whether a label's probability is above one half.
   *
   * @throws DataException if this is not a multi-label model, or it does not know the label
   */
  public boolean has(String label) {
    check(Task.MULTI_LABEL);
    return outputs[index(label, info.columns().targets())] > HALF;
  }

  /**
   * The predicted number.
   *
   * @throws DataException if the model predicts several numbers, or none
   */
  public double number() {
    if (outputs.length > 1) {
      check(Task.REGRESSION);
      throw new DataException(
          "the model predicts several numbers, expected number(target) with one of "
              + Names.list(info.columns().targets()));
    }
    return number(info.columns().targets().get(0));
  }

  /**
   * The predicted number for a target.
   *
   * @throws DataException if the model has no such target, or does not predict numbers
   */
  public double number(String target) {
    check(Task.REGRESSION);
    int index = index(target, info.columns().targets());
    return outputs[index] + info.targetOffsets().get(index);
  }

  private static int index(String name, List<String> names) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DataException(
          "the model does not predict "
              + Names.quote(name)
              + ", expected one of "
              + Names.list(names));
    }
    return index;
  }

  private void check(Task task) {
    if (info.task() != task) {
      throw new DataException(
          "the model's task is " + info.task().id() + ", expected " + task.id());
    }
  }

  @Override
  public String toString() {
    return switch (info.task()) {
      case CLASSIFICATION -> label() + " (" + probability(label()) + ")";
      case REGRESSION ->
          info.columns().targets().stream().map(each -> each + " " + number(each)).toList() + "";
      case MULTI_LABEL -> info.columns().targets().stream().filter(this::has).toList().toString();
    };
  }
}
