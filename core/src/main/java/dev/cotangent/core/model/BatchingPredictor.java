package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.WorkException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A predictor that gathers single samples from many threads into batches, which need less time per
 * sample than single predictions if the model is large. Each result has the bits of a single
 * prediction.
 *
 * <pre>{@code
 * try (BatchingPredictor batching = predictor.batching(64, Duration.ofMillis(2))) {
 *   executor.submit(() -> batching.predict(sample)); // from many threads, virtual ones too
 * }
 * }</pre>
 *
 * <p>Thread-safe. Batches are predicted one after another, on a daemon thread named {@code
 * cotangent-batching} that starts with the first request and ends after some seconds without any. A
 * sample that fails does so alone. Requests beyond the {@link Batching#queue} are rejected, and
 * each ends by the {@link Batching#timeLimit}.
 */
public final class BatchingPredictor implements AutoCloseable {

  private final BatchQueue queue;
  private final Signature inputs;
  private final Supplier<PredictionPlans> plans;

  private BatchingPredictor(Supplier<PredictionPlans> plans, Batching settings) {
    this.plans = plans;
    this.inputs = plans.get().graph().inputs();
    this.queue = new BatchQueue(plans, settings);
  }

  /**
   * Creates a predictor.
   *
   * @param plans called once for each batch
   * @throws CotangentException if samples of a batch depend on each other
   */
  static BatchingPredictor of(Supplier<PredictionPlans> plans, Batching settings) {
    Given.of("batching: the settings", settings);
    plans
        .get()
        .coupling()
        .ifPresent(
            step -> {
              throw new CotangentException(
                  "batching: samples of a batch depend on each other by "
                      + step
                      + ", expected a model that predicts each sample by itself");
            });
    return new BatchingPredictor(plans, settings);
  }

  /**
   * Predicts one sample, for a model with one F32 input and one output. Waits until its batch is
   * done.
   *
   * @param sample one sample, row-major; must not be modified during the call
   * @return the prediction
   * @throws ShapeException if the length is not a sample's
   * @throws RejectedPredictionException if the queue is full, the time limit reached or this
   *     predictor closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the interrupt
   *     flag stays set
   * @throws WorkException if a plugin's code fails for this sample
   */
  public float[] predict(float[] sample) {
    return queue.await(single(sample))[0];
  }

  /**
   * Predicts one sample, for a model with any inputs and outputs; otherwise like {@link
   * #predict(float[])}.
   *
   * @param sample for each input a {@code float[]}, or an {@code int[]} where it takes I32
   * @return the prediction for each output
   * @throws CotangentException if an input is missing, unknown, or of another type
   */
  public Map<String, float[]> predict(Map<String, ?> sample) {
    return named(queue.await(byName(sample)));
  }

  /**
   * Like {@link #predict(float[])}, without waiting. The stage completes on the thread that
   * predicts, which must not be kept waiting: continue with {@code thenApplyAsync} if it takes
   * long. A batch that is being predicted is not ended by the time limit.
   *
   * @throws ShapeException if the length is not a sample's
   * @throws RejectedPredictionException if the queue is full or this predictor closed
   */
  public CompletionStage<float[]> predictAsync(float[] sample) {
    return queue.begin(single(sample)).thenApply(out -> out[0]);
  }

  /** Like {@link #predictAsync(float[])}, for a model with any inputs and outputs. */
  public CompletionStage<Map<String, float[]>> predictAsync(Map<String, ?> sample) {
    return queue.begin(byName(sample)).thenApply(this::named);
  }

  private BatchRequest single(float[] sample) {
    Given.of("batching: the sample", sample);
    if (!inputs.isSingle() || outputs().size() != 1) {
      throw new CotangentException(
          "predict: one array for the inputs " + inputs + ", expected arrays by name");
    }
    int size = inputs.port(0).sample().size();
    if (sample.length != size) {
      throw new ShapeException(
          "the input has "
              + sample.length
              + " numbers, expected "
              + size
              + " for one sample "
              + inputs.port(0).sample());
    }
    return new BatchRequest(sample);
  }

  private BatchRequest byName(Map<String, ?> sample) {
    Given.of("batching: the sample", sample);
    NamedPrediction checked = NamedPrediction.of(sample, plans.get());
    if (checked.rows() != 1) {
      throw new ShapeException("the inputs have " + checked.rows() + " samples, expected 1");
    }
    return new BatchRequest(checked.in());
  }

  private Map<String, float[]> named(float[][] out) {
    return NamedPrediction.named(outputs(), out);
  }

  /** The inputs of the model, by name. */
  public Signature inputs() {
    return inputs;
  }

  /** The outputs, by name, after their last steps; all F32. */
  public Signature outputs() {
    return plans.get().graph().outputs();
  }

  /** The settings. */
  public Batching settings() {
    return queue.settings();
  }

  /** Counts of requests and batches. */
  public BatchingStatistics statistics() {
    return queue.statistics();
  }

  /**
   * Refuses further requests, finishes those that were accepted, and ends the thread. Waits for
   * them at most as long as the time limit. An interrupt ends the wait; the interrupt flag stays
   * set. Closing again has no effect.
   */
  @Override
  public void close() {
    queue.close();
  }

  /** The settings and the counts, in one line. */
  @Override
  public String toString() {
    return "BatchingPredictor[" + settings() + ", " + statistics() + "]";
  }
}
