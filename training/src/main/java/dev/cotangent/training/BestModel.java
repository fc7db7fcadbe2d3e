package dev.cotangent.training;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the model of the best epoch so far in a file, which is replaced as a whole after each epoch
 * that is better than all before.
 *
 * <p>Watched is the validation loss, or without validation data the training loss; or {@linkplain
 * #on any metric}, in its own direction. NaN is never better. The model itself goes on as it is;
 * {@link EarlyStopping} gives it the best parameters back. Belongs to one training at a time. A
 * file that cannot be written ends the training with an {@link UncheckedIOException}.
 */
public final class BestModel implements Callback {

  private static final String ID = "best_model";

  private final Path file;
  private final Watch watch;
  private boolean highest;
  private Optional<Model> model = Optional.empty();
  private double bestValue = Double.POSITIVE_INFINITY;
  private int bestEpoch;

  private BestModel(Path file, Watch watch) {
    this.file = file;
    this.watch = watch;
    this.highest = watch.highest().orElse(false);
  }

  /** Keeps it in that file, in the format of {@link Model#save}. */
  public static BestModel to(Path file) {
    return new BestModel(file, Watch.LOSS);
  }

  /**
   * A copy that watches a metric, as in {@code BestModel.to(file).on("accuracy")}; which direction
   * is better, the metric says.
   *
   * @param metric a name as in {@link Figures}; no training begins without such a metric
   */
  public BestModel on(String metric) {
    return new BestModel(file, watch.on(metric));
  }

  /** A copy to which an epoch is better only if it is so by more than a change, by default 0. */
  public BestModel withLeastChange(double change) {
    return new BestModel(file, watch.withLeastChange("best model", change));
  }

  /** A copy to which a higher value is better, whatever the metric says, or a lower one. */
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
   * Begins.
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
      throw new UncheckedIOException("the best model, to " + file, failure);
    }
  }

  /** The number of the epoch whose model is in the file, from 1; 0 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }
}
