package dev.cotangent.training.callback;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Saves the model of the best epoch so far to a file, which is replaced atomically after each epoch
 * that improves on all earlier ones.
 *
 * <p>Watches the validation loss, or the training loss if there is no validation data; or
 * {@linkplain #on any metric}, in its own direction. NaN never counts as an improvement. The model
 * itself is not changed; {@link EarlyStopping} restores the best parameters. For one training at a
 * time; each begins anew, and a copy has seen no epoch: see {@link Callback}. A file that cannot be
 * written ends the training with an {@link UncheckedIOException}.
 */
public final class BestModel implements Callback {

  private static final String ID = "best_model";

  private final Path file;
  private final Watch watch;
  private boolean highest;
  private Optional<Model> model = Optional.empty();
  private double bestValue;
  private int bestEpoch;

  private BestModel(Path file, Watch watch) {
    this.file = file;
    this.watch = watch;
    this.highest = watch.highest().orElse(false);
    this.bestValue = Watch.worst(highest);
  }

  /** Saves to this file, in the format of {@link Model#save}. */
  public static BestModel to(Path file) {
    Given.of("best model: the file", file);
    return new BestModel(file, Watch.LOSS);
  }

  /**
   * Returns a copy that watches a metric, as in {@code BestModel.to(file).on("accuracy")}; the
   * metric defines which direction is better.
   *
   * @param metric a name as in {@link Figures}; training fails at the start if there is no such
   *     metric
   */
  public BestModel on(String metric) {
    return new BestModel(file, watch.on(metric));
  }

  /** Returns a copy that requires an improvement larger than this change (default 0). */
  public BestModel withLeastChange(double change) {
    return new BestModel(file, watch.withLeastChange("best model", change));
  }

  /**
   * Returns a copy with the direction fixed: whether higher values are better, whatever the metric
   * says.
   */
  public BestModel withHighest(boolean higherIsBetter) {
    return new BestModel(file, watch.withHighest(higherIsBetter));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return watch.attributes(Attributes.none());
  }

  @Override
  public void onFigures(Figures figures) {
    highest = watch.direction(ID, figures);
  }

  /**
   * Starts a training.
   *
   * @throws dev.cotangent.core.CotangentException if the model cannot be saved
   */
  @Override
  public void onStart(Model trained) {
    trained.checkSavable();
    model = Optional.of(trained);
    bestValue = Watch.worst(highest);
    bestEpoch = 0;
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    double value = result.figure(watch.figure());
    if (watch.isBetter(value, bestValue, highest)) {
      save();
      bestValue = value;
      bestEpoch = result.epoch();
    }
  }

  @Override
  public Map<String, double[]> memory() {
    return Map.of("state", new double[] {bestValue, bestEpoch});
  }

  @Override
  public void remember(Map<String, double[]> memory) {
    double[] state = MemoryChecks.array(memory, "state", 2);
    bestEpoch = MemoryChecks.count(state[1]);
    bestValue = state[0];
  }

  private void save() {
    try {
      model.orElseThrow().save(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("best model: cannot write " + file, failure);
    }
  }

  /** The number of the best epoch, whose model is in the file, from 1; 0 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }
}
