package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Map;

/**
 * A predictor of a model in training for other threads: each prediction is that of one {@linkplain
 * #publish published} state of the parameters, never of a mixture.
 *
 * <pre>{@code
 * Published published = model.published();       // serves the parameters of now
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
   * Lets predictions that begin from now on use the parameters as they are; for the training's
   * thread, between steps.
   *
   * @throws CotangentException if a step runs, or ran meanwhile; what was published before stays
   */
  public void publish() {
    current = current.with(copy(model.store()));
  }

  /** A copy of values that nobody writes meanwhile. */
  static ParameterStore copy(ParameterStore store) {
    int state = store.mark().now();
    ParameterStore copy = store.copy();
    if (!store.mark().isSame(state)) {
      throw new CotangentException(
          "publish: a training step changes the parameters, expected a call between two steps, by"
              + " the thread that trains");
    }
    return copy;
  }

  /** The predictor of the last published state; it keeps to this state for good. */
  public Predictor predictor() {
    return current;
  }

  /** As {@link Predictor#predict(Map)} of the last published state. */
  public Map<String, float[]> predict(Map<String, ?> in) {
    return current.predict(in);
  }

  /** As {@link Predictor#predict(float[])} of the last published state. */
  public float[] predict(float[] in) {
    return current.predict(in);
  }

  /** As {@link Predictor#predict(float[], float[])} of the last published state. */
  public void predict(float[] in, float[] out) {
    current.predict(in, out);
  }
}
