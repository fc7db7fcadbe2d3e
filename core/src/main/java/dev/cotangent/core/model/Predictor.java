package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
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

  private static final int[] CHUNKS = {256, 64, 16, 4, 1};

  /** Of the heap, what one run may take before fewer rows are served at a time. */
  private static final double SHARE = 8;

  private final PredictionPlans plans;
  private final Shape sampleShape;
  private final Shape outputShape;

  /** A predictor with the values of a store, which has the model's parameters. */
  static Predictor of(
      Model model, ParameterStore store, Kernels kernels, UnaryOperator<Tensor> lastStep) {
    PredictionPlans plans = new PredictionPlans(model, store, kernels, Workers.serial(), lastStep);
    if (model.sampleShape().size() == 0) {
      throw new ShapeException("samples of shape " + model.sampleShape() + " have no elements");
    }
    return new Predictor(plans, model.sampleShape());
  }

  private Predictor(PredictionPlans plans, Shape sampleShape) {
    this.plans = plans;
    this.sampleShape = sampleShape;
    this.outputShape = plans.outputShape();
  }

  /**
   * The same predictor, sharing large batches out to workers; without, the calling thread does all.
   * The result does not depend on it.
   *
   * @param workers may serve several threads at a time; the caller closes them, after the last
   *     prediction
   */
  public Predictor on(Workers workers) {
    return new Predictor(plans.on(workers), sampleShape);
  }

  /** The same predictor with other values of the parameters. */
  Predictor with(ParameterStore store) {
    return new Predictor(plans.with(store), sampleShape);
  }

  /** Shape of one sample, without the batch axis. */
  public Shape sampleShape() {
    return sampleShape;
  }

  /** Shape of the prediction for one sample, without the batch axis. */
  public Shape outputShape() {
    return outputShape;
  }

  /**
   * Where a single output that stands for the second of two classes changes: 0.5 if predictions
   * come out of a sigmoid ({@code hard_sigmoid} included), else 0, as for a logit.
   */
  public double threshold() {
    return plans.endInSigmoid() ? 0.5 : 0;
  }

  /**
   * Predicts for one sample or several.
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
    if ((long) rows * outputShape.size() != out.length) {
      throw new ShapeException(
          rows
              + " samples need an output of "
              + rows
              + " x "
              + outputShape.size()
              + ", not "
              + out.length);
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
    long size = (long) rows * outputShape.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          rows + " predictions " + outputShape + " have more elements than an array can hold");
    }
    return (int) size;
  }

  /** Serves as many rows as one plan takes, and says how many these were. */
  private int chunk(float[] in, float[] out, int row, int rows) {
    int size = largest(rows - row);
    PredictionPlan plan = plans.of(size);
    while (size > 1 && plan.rowwise() && plan.bytes() > Runtime.getRuntime().maxMemory() / SHARE) {
      size = largest(size - 1);
      plan = plans.of(size);
    }
    if (!plan.rowwise() && size != rows) {
      size = rows; // the samples see each other, so that the batch stays whole
      plan = plans.of(size);
    }
    try {
      plan.run(in, row * sampleShape.size(), out, row * outputShape.size());
    } catch (WorkException failure) {
      throw plans.explained(failure, size);
    }
    return size;
  }

  private static int largest(int rows) {
    int i = 0;
    while (CHUNKS[i] > rows) {
      i++;
    }
    return CHUNKS[i];
  }

  private int rows(float[] in) {
    int size = sampleShape.size();
    if (in.length % size != 0) {
      throw new ShapeException(
          "an input of "
              + in.length
              + " numbers is not made of samples "
              + sampleShape
              + " of "
              + size);
    }
    return in.length / size;
  }
}
