package dev.cotangent.training.table;

import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
   * @throws DataException if the model is not a classifier, or a probability is NaN
   */
  public String label() {
    check(Task.CLASSIFICATION);
    int best = 0;
    for (int i = 0; i < outputs.length; i++) {
      checkNumber(i, info.classes().names());
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
    return outputs[index(label, probable())];
  }

  /**
   * The probabilities of all classes or labels, in the order of the model.
   *
   * @throws DataException if the model predicts numbers
   */
  public Map<String, Double> probabilities() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String name : probable()) {
      all.put(name, (double) outputs[all.size()]);
    }
    return Collections.unmodifiableMap(all);
  }

  /** The classes or labels. */
  private List<String> probable() {
    if (info.task() == Task.REGRESSION) {
      check(Task.CLASSIFICATION);
    }
    return info.task() == Task.CLASSIFICATION ? info.classes().names() : info.columns().targets();
  }

  /**
   * Whether a label's probability is above one half.
   *
   * @throws DataException if this is not a multi-label model, it does not know the label, or the
   *     probability is NaN
   */
  public boolean has(String label) {
    check(Task.MULTI_LABEL);
    int index = index(label, info.columns().targets());
    checkNumber(index, info.columns().targets());
    return outputs[index] > HALF;
  }

  /**
   * The labels whose probabilities are above one half, in the order of the model.
   *
   * @throws DataException if this is not a multi-label model, or a probability is NaN
   */
  public List<String> labels() {
    check(Task.MULTI_LABEL);
    return info.columns().targets().stream().filter(this::has).toList();
  }

  private void checkNumber(int index, List<String> names) {
    if (Float.isNaN(outputs[index])) {
      throw new DataException(
          "the probability of "
              + Names.quote(names.get(index))
              + " is NaN, expected a number; the model's parameters are damaged, or its values"
              + " overflow");
    }
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

  /**
   * The predicted numbers by target, in the order of the model.
   *
   * @throws DataException if the model does not predict numbers
   */
  public Map<String, Double> numbers() {
    check(Task.REGRESSION);
    Map<String, Double> all = new LinkedHashMap<>();
    for (String target : info.columns().targets()) {
      all.put(target, outputs[all.size()] + info.targetOffsets().get(all.size()));
    }
    return Collections.unmodifiableMap(all);
  }

  private static int index(String name, List<String> names) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DataException(
          "the model does not predict "
              + Names.quote(name)
              + ", expected one of "
              + Names.list(names)
              + Nearest.hint(name, names));
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
      case CLASSIFICATION -> classification();
      case REGRESSION -> shown(numbers());
      case MULTI_LABEL -> shown(probabilities());
    };
  }

  private String classification() {
    for (float probability : outputs) {
      if (Float.isNaN(probability)) {
        return shown(probabilities());
      }
    }
    return label() + " (" + Decimals.of(probability(label())) + ")";
  }

  private static String shown(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + " " + Decimals.of(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
