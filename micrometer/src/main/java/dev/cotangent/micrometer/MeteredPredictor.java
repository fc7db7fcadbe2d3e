package dev.cotangent.micrometer;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.model.Published;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A predictor with meters:
 *
 * <ul>
 *   <li>the timer {@code cotangent.prediction}: calls and their time, with the tag {@code outcome},
 *       {@code success} or {@code failure}
 *   <li>the counter {@code cotangent.prediction.samples}: samples that were predicted
 * </ul>
 *
 * <p>Thread-safe. A call costs about a tenth of a microsecond more than that of the predictor.
 */
public final class MeteredPredictor {

  private static final String NAME = "cotangent.prediction";

  private final Supplier<Predictor> current;
  private final Timer successes;
  private final Timer failures;
  private final Counter samples;

  private MeteredPredictor(Supplier<Predictor> current, MeterRegistry registry, Tags tags) {
    this.current = current;
    this.successes = registry.timer(NAME, tags.and("outcome", "success"));
    this.failures = registry.timer(NAME, tags.and("outcome", "failure"));
    this.samples = registry.counter(NAME + ".samples", tags);
  }

  /**
   * Adds meters to a predictor.
   *
   * @param tags the meters' tags, such as {@code Tag.of("model", "churn")}
   */
  public static MeteredPredictor of(Predictor predictor, MeterRegistry registry, Tag... tags) {
    Given.of("metered predictor: the predictor", predictor);
    return of(() -> predictor, registry, tags);
  }

  /** Like {@link #of(Predictor, MeterRegistry, Tag...)}, for published states of a model. */
  public static MeteredPredictor of(Published published, MeterRegistry registry, Tag... tags) {
    Given.of("metered predictor: the published model", published);
    return of(published::predictor, registry, tags);
  }

  private static MeteredPredictor of(
      Supplier<Predictor> current, MeterRegistry registry, Tag... tags) {
    Given.of("metered predictor: the registry", registry);
    Tags all = Tags.of(Given.all("metered predictor: tag", Arrays.asList(tags)));
    return new MeteredPredictor(current, registry, all);
  }

  /** The predictor that serves now; its own calls are not metered. */
  public Predictor predictor() {
    return current.get();
  }

  /** Like {@link Predictor#predict(float[])}. */
  public float[] predict(float[] in) {
    Predictor predictor = current.get();
    long began = System.nanoTime();
    boolean done = false;
    try {
      float[] out = predictor.predict(in);
      done = true;
      return out;
    } finally {
      record(began, done, done ? in.length / predictor.sampleShape().size() : 0);
    }
  }

  /** Like {@link Predictor#predict(float[], float[])}. */
  public void predict(float[] in, float[] out) {
    Predictor predictor = current.get();
    long began = System.nanoTime();
    boolean done = false;
    try {
      predictor.predict(in, out);
      done = true;
    } finally {
      record(began, done, done ? in.length / predictor.sampleShape().size() : 0);
    }
  }

  /** Like {@link Predictor#predict(Map)}. */
  public Map<String, float[]> predict(Map<String, ?> in) {
    Predictor predictor = current.get();
    long began = System.nanoTime();
    boolean done = false;
    int rows = 0;
    try {
      Map<String, float[]> out = predictor.predict(in);
      rows = rows(predictor, out);
      done = true;
      return out;
    } finally {
      record(began, done, rows);
    }
  }

  private static int rows(Predictor predictor, Map<String, float[]> out) {
    String name = predictor.outputs().names().get(0);
    return Objects.requireNonNull(out.get(name)).length
        / predictor.outputs().port(0).sample().size();
  }

  private void record(long began, boolean done, int rows) {
    (done ? successes : failures).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    samples.increment(rows);
  }

  @Override
  public String toString() {
    return "Metered" + current.get();
  }
}
