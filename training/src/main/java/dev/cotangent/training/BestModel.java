package dev.cotangent.training;

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
 * <p>Watched is the validation loss, or without validation data the training loss; less is better,
 * and NaN is never better. The model itself goes on as it is; {@link EarlyStopping} gives it the
 * best parameters back. Belongs to one training at a time. A file that cannot be written ends the
 * training with an {@link UncheckedIOException}.
 */
public final class BestModel implements Callback {

  private final Path file;
  private Optional<Model> model = Optional.empty();
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;

  private BestModel(Path file) {
    this.file = file;
  }

  /** Keeps it in that file, in the format of {@link Model#save}. */
  public static BestModel to(Path file) {
    return new BestModel(file);
  }

  /**
   * @throws dev.cotangent.core.CotangentException if the model cannot be saved
   */
  @Override
  public String id() {
    return "best_model";
  }

  @Override
  public void onStart(Model trained) {
    trained.checkSavable();
    model = Optional.of(trained);
    bestLoss = Double.POSITIVE_INFINITY;
    bestEpoch = 0;
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    double loss = result.watchedLoss();
    if (loss < bestLoss) {
      save();
      bestLoss = loss;
      bestEpoch = result.epoch();
    }
  }

  @Override
  public Map<String, double[]> memory() {
    return Map.of("state", new double[] {bestLoss, bestEpoch});
  }

  @Override
  public void remember(Map<String, double[]> memory) {
    double[] state = MemoryChecks.array(memory, "state", 2);
    bestEpoch = MemoryChecks.count(state[1]);
    bestLoss = state[0];
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
