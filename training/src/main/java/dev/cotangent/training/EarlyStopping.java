package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a training that has not improved for some epochs, and gives the model the parameters of the
 * best epoch back when it ends; one that fails keeps those of its last good step.
 *
 * <p>Watched is the validation loss, or without validation data the training loss; less is better,
 * and NaN is never better. Belongs to one training at a time.
 */
public final class EarlyStopping implements Callback {

  private static final String STATE = "state";
  private static final String BEST = "best/";

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
  public String id() {
    return "early_stopping";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("patience", patience);
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
    Map<String, double[]> memory = new HashMap<>();
    memory.put(STATE, new double[] {bestLoss, bestEpoch, waited});
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
    bestLoss = state[0];
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

  /** The number of the best epoch, from 1; 0 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The loss of the best epoch; infinite before there is one. */
  public double bestLoss() {
    return bestLoss;
  }
}
