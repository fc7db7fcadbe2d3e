package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.plan.Run;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Forward;
import java.util.List;

/**
 * The source of a metric's values in an objective: an output of the plan, or an array of the batch.
 * For one plan and one thread.
 */
final class MetricSource {

  private static final int OF_BATCH = -1;

  private final String what;
  private final Tensor tensor;
  private final String name;
  private final int place;
  private final float[] floats;
  private final int[] ints;

  private MetricSource(String what, String name, Tensor tensor, int place) {
    this.what = what;
    this.name = name;
    this.tensor = tensor;
    this.place = place;
    boolean copied = place != OF_BATCH;
    this.floats = new float[copied && tensor.dtype() == DType.F32 ? tensor.shape().size() : 0];
    this.ints = new int[copied && tensor.dtype() == DType.I32 ? tensor.shape().size() : 0];
  }

  /**
   * Takes an output of an objective.
   *
   * @param plan the outputs of the plan, to which this one is added
   * @throws CotangentException if there is no output of that name, or it has no rows
   */
  static MetricSource ofOutput(String metric, String name, Forward forward, List<Tensor> plan) {
    Tensor tensor = forward.outputs().get(name);
    if (tensor == null) {
      throw new CotangentException(
          metric
              + ": the objective has no output '"
              + name
              + "', expected one of "
              + forward.outputs().keySet()
              + "; name one with Forward.output");
    }
    plan.add(tensor);
    return new MetricSource("output", name, tensor, plan.size() - 1).checked(metric);
  }

  /**
   * Takes an input of an objective, otherwise an output.
   *
   * @param what its role in the metric, for example {@code target}
   * @throws CotangentException if there is no input or output of that name, or it has no rows
   */
  public static MetricSource of(
      String metric, String what, String name, Forward forward, List<Tensor> plan) {
    Tensor tensor = forward.inputs().get(name);
    if (tensor != null) {
      return new MetricSource(what, name, tensor, OF_BATCH).checked(metric);
    }
    tensor = forward.outputs().get(name);
    if (tensor == null) {
      throw new CotangentException(
          metric
              + ": the objective has no input or output '"
              + name
              + "' for the "
              + what
              + ", expected one of the inputs "
              + forward.inputs().keySet()
              + " or outputs "
              + forward.outputs().keySet());
    }
    plan.add(tensor);
    return new MetricSource(what, name, tensor, plan.size() - 1).checked(metric);
  }

  private MetricSource checked(String metric) {
    boolean known = tensor.dtype() == DType.F32 || tensor.dtype() == DType.I32;
    if (tensor.shape().rank() == 0 || !known) {
      throw new CotangentException(
          metric + ": " + this + ", expected F32 or I32 with a row for each sample, [rows, ...]");
    }
    return this;
  }

  public int rows() {
    return tensor.shape().dim(0);
  }

  /** The shape of one row. */
  Shape sample() {
    return tensor.shape().without(0);
  }

  boolean isFloat() {
    return tensor.dtype() == DType.F32;
  }

  /** The values of the last run. */
  float[] floats(Run run, Batch batch) {
    if (place == OF_BATCH) {
      return (float[]) batch.array(batch.index(name));
    }
    run.read(place, floats, 0);
    return floats;
  }

  /** The class indices of the last run. */
  int[] ints(Run run, Batch batch) {
    if (place == OF_BATCH) {
      return (int[]) batch.array(batch.index(name));
    }
    double[] values = run.read(place);
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  /** For example {@code target 'tag' is I32[8, 12]}. */
  @Override
  public String toString() {
    return what + " '" + name + "' is " + tensor.type();
  }
}
