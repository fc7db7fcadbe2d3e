package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A model that predicts and no longer changes: it has a copy of the parameters as they were when it
 * was made, unless it is {@linkplain Model#live() live}.
 *
 * <p>Safe for use by any number of threads at a time. Once as many calls at a time were served as
 * will be, with the same kinds of batch sizes, {@link #predict(float[], float[])} allocates
 * nothing. The prediction for a sample never depends on what else is in the batch, unless a layer
 * couples samples in prediction too. A batch of any size is served in chunks of 256, 64, 16, 4 and
 * 1.
 *
 * <p>On an interrupted thread a prediction throws {@link
 * java.util.concurrent.CancellationException}; the flag stays set.
 */
public final class Predictor {

  private final PredictionPlans plans;
  private final boolean plain;
  private final int inputSize;
  private final int outputSize;

  /** A predictor with the values of a store, which has the model's parameters. */
  static Predictor of(
      Model model, ParameterStore store, Kernels kernels, UnaryOperator<Tensor> lastStep) {
    PredictionGraph graph = PredictionGraph.of(model, lastStep);
    for (int i = 0; i < model.inputs().size(); i++) {
      Shape sample = model.inputs().port(i).sample();
      if (sample.size() == 0) {
        throw new ShapeException("samples of shape " + sample + " have no elements");
      }
    }
    return new Predictor(new PredictionPlans(graph, store, kernels, Workers.serial()));
  }

  private Predictor(PredictionPlans plans) {
    this.plans = plans;
    this.plain = inputs().isSingle() && outputs().size() == 1;
    this.inputSize = plain ? sampleShape().size() : 0;
    this.outputSize = plain ? outputShape().size() : 0;
  }

  /**
   * The same predictor, sharing large batches out to workers; without, the calling thread does all.
   * The result does not depend on it.
   *
   * @param workers may serve several threads at a time; the caller closes them, after the last
   *     prediction
   */
  public Predictor on(Workers workers) {
    return new Predictor(plans.on(workers));
  }

  /** The same predictor with other values of the parameters. */
  Predictor with(ParameterStore store) {
    return new Predictor(plans.with(store));
  }

  /**
   * The same predictor with a last step after one output, such as {@code after("class",
   * Tensor::softmax)}.
   *
   * @throws CotangentException if there is no such output
   */
  public Predictor after(String output, UnaryOperator<Tensor> lastStep) {
    return new Predictor(plans.after(output, lastStep));
  }

  /** The inputs of the model, by name. */
  public Signature inputs() {
    return plans.graph().inputs();
  }

  /** What is predicted, by name, after last steps; all F32. */
  public Signature outputs() {
    return plans.graph().outputs();
  }

  /**
   * Shape of one sample, without the batch axis.
   *
   * @throws CotangentException if the model has several inputs, naming them
   */
  public Shape sampleShape() {
    return ModelInputs.only("input", inputs()).sample();
  }

  /**
   * Shape of the prediction for one sample, without the batch axis.
   *
   * @throws CotangentException if the model has several outputs, naming them
   */
  public Shape outputShape() {
    return ModelInputs.only("output", outputs()).sample();
  }

  /**
   * Where a single output that stands for the second of two classes changes: 0.5 if predictions
   * come out of a sigmoid ({@code hard_sigmoid} included), else 0, as for a logit.
   */
  public double threshold() {
    return plans.graph().endInSigmoid() ? 0.5 : 0;
  }

  /**
   * Predicts for one sample or several, of a model with any inputs and outputs.
   *
   * @param in for each input a {@code float[]}, or an {@code int[]} where it takes I32: whole
   *     samples, one after another, each row-major, equally many of each; only read
   * @return the predictions for each output, one after another
   * @throws CotangentException if an input is missing, unknown, or of another type
   * @throws ShapeException if a length is not that of whole samples, or their numbers differ
   * @throws MemoryException if the heap has no room for the predictions
   * @throws WorkException if a plugin's code fails, naming op, layer, plugin and jar
   */
  public Map<String, float[]> predict(Map<String, ?> in) {
    return NamedPrediction.of(in, plans).run();
  }

  /**
   * A sample whose inputs are set by name: {@code predictor.row().set("age", 31).set("town",
   * 4).predict()}. For columns of a table with categories as text, see {@code TablePredictor} in
   * the training module.
   */
  public PredictorRow row() {
    return new PredictorRow(this);
  }

  /**
   * Predicts for one sample or several, of a model with one input and one output of numbers.
   *
   * @param in whole samples, one after another, each row-major
   * @return the predictions, one after another
   * @throws ShapeException if the length is not that of whole samples
   * @throws MemoryException if the heap has no room for the predictions
   * @throws WorkException if a plugin's code fails, naming op, layer, plugin and jar
   */
  public float[] predict(float[] in) {
    int size = outputs(rows(in));
    float[] out =
        MemoryException.allocate(
            "an array of predictions", (double) size * Float.BYTES, () -> new float[size]);
    predict(in, out);
    return out;
  }

  /**
   * Predicts for one sample or several, allocating nothing.
   *
   * @param in whole samples, one after another, each row-major; only read
   * @param out receives the predictions, one after another; another array than {@code in}
   * @throws ShapeException if a length is not that of whole samples, or the two do not agree
   */
  public void predict(float[] in, float[] out) {
    int rows = rows(in);
    if ((long) rows * outputSize != out.length) {
      throw new ShapeException(
          rows + " samples need an output of " + rows + " x " + outputSize + ", not " + out.length);
    }
    if (in == out) {
      throw new CotangentException("predictions cannot overwrite the samples they are made from");
    }
    int state = plans.begin();
    int row = 0;
    while (row < rows) {
      row += chunk(in, out, row, rows);
    }
    plans.end(state);
  }

  private int outputs(int rows) {
    long size = (long) rows * outputSize;
    if (size > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          rows + " predictions " + outputShape() + " have more elements than an array can hold");
    }
    return (int) size;
  }

  /** Serves as many rows as one plan takes, and says how many these were. */
  private int chunk(float[] in, float[] out, int row, int rows) {
    PredictionPlan plan = plans.serving(rows - row, rows);
    try {
      plan.run(in, row * inputSize, out, row * outputSize);
    } catch (WorkException failure) {
      throw plans.explained(failure, plan.rows());
    }
    return plan.rows();
  }

  private int rows(float[] in) {
    if (!plain) {
      throw new CotangentException(
          "one array of numbers for a model "
              + inputs()
              + " -> "
              + outputs()
              + "; predict(Map) takes arrays by name");
    }
    if (in.length % inputSize != 0) {
      throw new ShapeException(
          "an input of "
              + in.length
              + " numbers is not made of samples "
              + sampleShape()
              + " of "
              + inputSize);
    }
    return in.length / inputSize;
  }
}
