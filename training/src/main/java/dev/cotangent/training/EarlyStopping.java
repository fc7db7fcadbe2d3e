package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ends a training that has not improved for some epochs, and gives the model the parameters of the
 * best epoch back when it ends; one that fails keeps those of its last good step.
 *
 * <p>Watched is the validation loss, or without validation data the training loss; less is better,
 * and NaN is never better. Belongs to one training at a time.
 */
public final class EarlyStopping implements Callback {

  private final int patience;
  private Optional<ParameterStore> model = Optional.empty();
  private float[] best = {};
  private double bestLoss;
  private int bestEpoch;
  private int waited;

  private EarlyStopping(int patience) {
    this.patience = patience;
  }

  /**
   * Ends a training after that many epochs in a row that were no better than the best.
   *
   * @param epochs from 1
   */
  public static EarlyStopping patience(int epochs) {
    if (epochs < 1) {
      throw new CotangentException(
          "early stopping: patience is " + epochs + ", expected 1 or more");
    }
    return new EarlyStopping(epochs);
  }

  @Override
  public void onStart(Model trained) {
    model = Optional.of(trained.store());
    best = new float[0];
    bestLoss = Double.POSITIVE_INFINITY;
    bestEpoch = 0;
    waited = 0;
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    double loss = result.watchedLoss();
    if (loss < bestLoss) {
      bestLoss = loss;
      bestEpoch = result.epoch();
      best = model.orElseThrow().array().clone();
      waited = 0;
    } else {
      waited++;
    }
  }

  @Override
  public Map<String, double[]> memory() {
    double[] values = new double[best.length];
    Arrays.setAll(values, i -> best[i]);
    return Map.of("best", values, "state", new double[] {bestLoss, bestEpoch, waited});
  }

  @Override
  public void remember(Map<String, double[]> memory) {
    double[] values = Objects.requireNonNull(memory.get("best"));
    double[] state = Objects.requireNonNull(memory.get("state"));
    best = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      best[i] = (float) values[i];
    }
    bestLoss = state[0];
    bestEpoch = (int) state[1];
    waited = (int) state[2];
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

  /** The number of the best epoch, from 1; 0 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The loss of the best epoch; infinite before there is one. */
  public double bestLoss() {
    return bestLoss;
  }
}
