package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.event.Span;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model in inference mode, with a copy of the parameters as of its creation unless it is
 * {@linkplain Model#live() live}.
 *
 * <p>Thread-safe. After warm-up with the same batch sizes and the same number of concurrent calls,
 * {@link #predict(float[], float[])} allocates nothing. The prediction for a sample does not depend
 * on the other samples of the batch, unless a layer couples samples in inference mode. Batches of
 * any size are processed in chunks of 256, 64, 16, 4 and 1.
 *
 * <p>If the calling thread is interrupted, a prediction throws {@link
 * java.util.concurrent.CancellationException}; the interrupt flag stays set.
 */
public final class Predictor {

  private final PredictionPlans plans;
  private final boolean plain;
  private final int inputSize;
  private final int outputSize;

  /** Creates a predictor with the values of a store of the model's parameters. */
  static Predictor of(
      Model model, ParameterStore store, PredictorKernels kernels, UnaryOperator<Tensor> lastStep) {
    PredictionGraph graph = PredictionGraph.of(model, lastStep);
    for (int i = 0; i < model.inputs().size(); i++) {
      Shape sample = model.inputs().port(i).sample();
      if (sample.size() == 0) {
        throw new ShapeException("samples of shape " + sample + ", expected at least 1 element");
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
   * Returns this predictor with large batches shared out to workers instead of computed on the
   * calling thread. The results have the same bits.
   *
   * @param workers may be shared by several threads; the caller closes them after the last
   *     prediction
   */
  public Predictor on(Workers workers) {
    return new Predictor(plans.on(workers));
  }

  /** The same predictor with other parameter values. */
  Predictor with(ParameterStore store) {
    return new Predictor(plans.with(store));
  }

  /**
   * Returns this predictor with a last step after one output, such as {@code after("class",
   * Tensor::softmax)}.
   *
   * @throws CotangentException if there is no such output
   */
  public Predictor after(String output, UnaryOperator<Tensor> lastStep) {
    return new Predictor(plans.after(output, lastStep));
  }

  /**
   * Creates a predictor that gathers single samples from many threads into batches; the caller
   * closes it.
   *
   * @param maxRows most samples in a batch, from 1 to 65,536
   * @param maxWait longest time that a sample waits for others, from zero to a day
   * @throws CotangentException if a value is out of range, or samples of a batch depend on each
   *     other, naming the layer
   */
  public BatchingPredictor batching(int maxRows, Duration maxWait) {
    return batching(Batching.of(maxRows, maxWait));
  }

  /** Like {@link #batching(int, Duration)}, with all settings. */
  public BatchingPredictor batching(Batching settings) {
    return BatchingPredictor.of(() -> plans, settings);
  }

  /** The plans, which hold the parameters. */
  PredictionPlans plans() {
    return plans;
  }

  /** The inputs of the model, by name. */
  public Signature inputs() {
    return plans.graph().inputs();
  }

  /** The outputs, by name, after their last steps; all F32. */
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
   * The decision threshold of a single output that scores the second of two classes: 0.5 if the
   * output is that of a sigmoid or {@code hard_sigmoid}, else 0, as for a logit.
   */
  public double threshold() {
    return plans.graph().endInSigmoid() ? 0.5 : 0;
  }

  /**
   * Checks that this machine computes what was computed when the model was saved: predicts the
   * sample of the file's self-test, without last steps, on the kernels in use, alone and in a
   * batch, and compares the bits. It compiles plans of its own, so it takes milliseconds.
   *
   * @return whether the outputs agree; not compared if the model was not loaded from a file, or its
   *     parameters have changed
   */
  public SelfTest selfTest() {
    return SelfTestRun.of(plans);
  }

  /**
   * Predicts one or more samples, for a model with any inputs and outputs.
   *
   * @param in for each input a {@code float[]}, or an {@code int[]} where it takes I32: whole
   *     samples, one after another, each row-major, the same number for each; not modified
   * @return the predictions for each output, one after another
   * @throws CotangentException if an input is missing, unknown, or of another type
   * @throws ShapeException if a length is not a multiple of a sample's size, or the numbers of
   *     samples differ
   * @throws MemoryException if the heap has no room for the predictions
   * @throws WorkException if a plugin's code fails, naming op, layer, plugin and jar
   */
  public Map<String, float[]> predict(Map<String, ?> in) {
    return NamedPrediction.of(in, plans).run();
  }

  /**
   * Starts a sample whose inputs are set by name: {@code predictor.row().set("age", 31).set("town",
   * 4).predict()}. For columns of a table with categories as text, see {@code TablePredictor} in
   * the training module.
   */
  public PredictorRow row() {
    return new PredictorRow(this);
  }

  /**
   * Predicts one or more samples, for a model with one F32 input and one output.
   *
   * @param in whole samples, one after another, each row-major
   * @return the predictions, one after another
   * @throws ShapeException if the length is not a multiple of a sample's size
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
   * Predicts one or more samples without allocating.
   *
   * @param in whole samples, one after another, each row-major; not modified
   * @param out receives the predictions, one after another; not the same array as {@code in}
   * @throws ShapeException if a length is not a multiple of a sample's size, or the two disagree
   */
  public void predict(float[] in, float[] out) {
    int rows = rows(in);
    if ((long) rows * outputSize != out.length) {
      throw new ShapeException(
          "the output array has "
              + out.length
              + " elements, expected "
              + rows
              + " x "
              + outputSize
              + " for "
              + rows
              + " samples");
    }
    if (in == out) {
      throw new CotangentException("the output array is the input array, expected another one");
    }
    @Nullable Span event = Events.prediction();
    int state = plans.begin();
    int row = 0;
    while (row < rows) {
      row += chunk(in, out, row, rows);
    }
    plans.end(state);
    if (event != null) {
      Events.predicted(event, rows, plans);
    }
  }

  private int outputs(int rows) {
    long size = (long) rows * outputSize;
    if (size > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          rows
              + " predictions "
              + outputShape()
              + ": too many elements for an array, expected smaller batches");
    }
    return (int) size;
  }

  /** Predicts the next chunk of rows and returns its number of rows. */
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
          "predict: one array for the model "
              + inputs()
              + " -> "
              + outputs()
              + ", expected arrays by name; predict(Map) takes them");
    }
    if (in.length % inputSize != 0) {
      throw new ShapeException(
          "the input has "
              + in.length
              + " numbers, expected a multiple of "
              + inputSize
              + " for samples "
              + sampleShape());
    }
    return in.length / inputSize;
  }

  /** Inputs, outputs, parameters and the plans that have served, in one line. */
  @Override
  public String toString() {
    return "Predictor[" + plans + "]";
  }
}
