package dev.cotangent.training.callback;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Figures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a training that has not improved for a number of epochs, and restores the parameters of the
 * best epoch when it ends; a training that fails keeps the parameters of its last successful step.
 *
 * <p>Watches the validation loss, or the training loss if there is no validation data; or
 * {@linkplain #on any metric}, in its own direction. NaN never counts as an improvement. For one
 * training at a time; each begins anew, and a copy has seen no epoch: see {@link Callback}.
 */
public final class EarlyStopping implements Callback {

  private static final String STATE = "state";
  private static final String BEST = "best/";

  private static final String ID = "early_stopping";

  private final int patience;
  private final Watch watch;
  private boolean highest;
  private Optional<ParameterStore> model = Optional.empty();
  private float[] best = {};
  private double bestValue;
  private int bestEpoch;
  private int waited;

  private EarlyStopping(int patience, Watch watch) {
    this.patience = patience;
    this.watch = watch;
    this.highest = watch.highest().orElse(false);
    this.bestValue = Watch.worst(highest);
  }

  /**
   * Stops after this many consecutive epochs without improvement.
   *
   * @param epochs the patience, at least 1
   */
  public static EarlyStopping patience(int epochs) {
    if (epochs < 1) {
      throw new CotangentException(
          "early stopping: patience is " + epochs + ", expected 1 or more");
    }
    return new EarlyStopping(epochs, Watch.LOSS);
  }

  /**
   * Returns a copy that watches a metric, as in {@code EarlyStopping.patience(5).on("f1")}; the
   * metric defines which direction is better.
   *
   * @param metric a name as in {@link Figures}; training fails at the start if there is no such
   *     metric
   */
  public EarlyStopping on(String metric) {
    return new EarlyStopping(patience, watch.on(metric));
  }

  /** Returns a copy that requires an improvement larger than this change (default 0). */
  public EarlyStopping withLeastChange(double change) {
    return new EarlyStopping(patience, watch.withLeastChange("early stopping", change));
  }

  /**
   * Returns a copy with the direction fixed: whether higher values are better, whatever the metric
   * says.
   */
  public EarlyStopping withHighest(boolean higherIsBetter) {
    return new EarlyStopping(patience, watch.withHighest(higherIsBetter));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return watch.attributes(Attributes.none().with("patience", patience));
  }

  @Override
  public void onFigures(Figures figures) {
    highest = watch.direction(ID, figures);
  }

  @Override
  public void onStart(Model trained) {
    model = Optional.of(trained.store());
    best = new float[0];
    bestValue = Watch.worst(highest);
    bestEpoch = 0;
    waited = 0;
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    double value = result.figure(watch.figure());
    if (watch.isBetter(value, bestValue, highest)) {
      bestValue = value;
      bestEpoch = result.epoch();
      best = model.orElseThrow().array().clone();
      waited = 0;
    } else {
      waited++;
    }
  }

  @Override
  public Map<String, double[]> memory() {
    Map<String, double[]> memory = new HashMap<>();
    memory.put(STATE, new double[] {bestValue, bestEpoch, waited});
    if (best.length > 0) {
      ParameterStore store = model.orElseThrow();
      for (Parameter parameter : store.parameters()) {
        float[] logical = store.read(parameter, best);
        double[] values = new double[logical.length];
        Arrays.setAll(values, i -> logical[i]);
        memory.put(BEST + parameter.name(), values);
      }
    }
    return memory;
  }

  @Override
  public void remember(Map<String, double[]> memory) {
    double[] state = MemoryChecks.array(memory, STATE, 3);
    int epoch = MemoryChecks.count(state[1]);
    int epochs = MemoryChecks.count(state[2]);
    best = epoch == 0 ? new float[0] : best(memory);
    bestValue = state[0];
    bestEpoch = epoch;
    waited = epochs;
  }

  private float[] best(Map<String, double[]> memory) {
    ParameterStore store = model.orElseThrow();
    float[] array = new float[store.array().length];
    for (Parameter parameter : store.parameters()) {
      float[] logical = new float[parameter.shape().size()];
      double[] values = MemoryChecks.array(memory, BEST + parameter.name(), logical.length);
      for (int i = 0; i < logical.length; i++) {
        logical[i] = (float) values[i];
      }
      store.write(parameter, array, logical);
    }
    return array;
  }

  @Override
  public boolean shouldStop() {
    return waited >= patience;
  }

  @Override
  public void onEnd() {
    if (bestEpoch > 0) {
      System.arraycopy(best, 0, model.orElseThrow().array(), 0, best.length);
    }
  }

  /** The number of the best epoch, from 1; 0 before the first. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The watched figure of the best epoch; infinite before the first. */
  public double bestValue() {
    return bestValue;
  }
}
