package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import java.time.Duration;
import java.util.Map;

/**
 * A thread-safe predictor of a model that is being trained: each prediction uses one {@linkplain
 * #publish published} state of the parameters, never a mixture.
 *
 * <pre>{@code
 * Published published = model.published();       // serves the current parameters
 * executor.submit(() -> published.predict(row)); // any thread, at any time
 * for (long i = 0; i < steps; i++) {
 *   step.run(features, targets);
 *   if (i % 100 == 0) {
 *     published.publish();                       // the training thread, between steps
 *   }
 * }
 * }</pre>
 *
 * <p>Publishing copies the parameters once; plans are kept.
 */
public final class Published {

  private final Model model;
  private volatile Predictor current;

  Published(Model model, Predictor current) {
    this.model = model;
    this.current = current;
  }

  /**
   * Publishes the current parameters to predictions that begin from now on; call it on the training
   * thread, between steps.
   *
   * @throws CotangentException if a step is running or ran during the call; the previously
   *     published state stays
   */
  public void publish() {
    current = current.with(copy(model.store()));
  }

  /** Copies a store, and checks that it was not written meanwhile. */
  static ParameterStore copy(ParameterStore store) {
    int state = store.version();
    ParameterStore copy = store.copy();
    if (!store.isAt(state)) {
      throw new CotangentException(
          "publish: a training step changes the parameters, expected a call between two steps, by"
              + " the thread that trains");
    }
    return copy;
  }

  /** Returns a predictor of the last published state, which later publishing does not affect. */
  public Predictor predictor() {
    return current;
  }

  /** Like {@link Predictor#predict(Map)}, with the last published state. */
  public Map<String, float[]> predict(Map<String, ?> in) {
    return current.predict(in);
  }

  /** Like {@link Predictor#predict(float[])}, with the last published state. */
  public float[] predict(float[] in) {
    return current.predict(in);
  }

  /** Like {@link Predictor#predict(float[], float[])}, with the last published state. */
  public void predict(float[] in, float[] out) {
    current.predict(in, out);
  }

  /**
   * Like {@link Predictor#batching(int, Duration)}; each batch uses the state that was last
   * published when it begins.
   */
  public BatchingPredictor batching(int maxRows, Duration maxWait) {
    return batching(Batching.of(maxRows, maxWait));
  }

  /** Like {@link #batching(int, Duration)}, with all settings. */
  public BatchingPredictor batching(Batching settings) {
    return BatchingPredictor.of(() -> current.plans(), settings);
  }

  @Override
  public String toString() {
    return "Published[" + current + "]";
  }
}
