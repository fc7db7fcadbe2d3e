package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.result.EpochResult;
import java.util.List;
import java.util.Map;

/**
 * The progress of a training.
 *
 * @param sum sums of the epoch in progress
 * @param epochs results of the completed epochs
 * @param samples number of samples trained on in these
 * @param kernelCalls kernel calls served so far, by kernel set id
 */
public record RunProgress(
    Position position,
    EpochSum sum,
    List<EpochResult> epochs,
    long samples,
    Map<String, Long> kernelCalls) {

  /** The progress before the first step. */
  public static final RunProgress NONE =
      new RunProgress(Position.START, EpochSum.NONE, List.of(), 0, Map.of());

  /** Checks that the components are consistent. */
  public RunProgress {
    epochs = List.copyOf(epochs);
    if (epochs.size() != position.epoch() || samples < 0) {
      throw new CotangentException(
          "it has the results of "
              + epochs.size()
              + " epochs, expected those of the "
              + position.epoch()
              + " completed ones");
    }
    long step = 0;
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).epoch() != i + 1 || epochs.get(i).step() <= step) {
        throw new CotangentException(
            "the results of epoch "
                + (i + 1)
                + " are of epoch "
                + epochs.get(i).epoch()
                + " up to step "
                + epochs.get(i).step()
                + ", expected increasing epochs and steps");
      }
      step = epochs.get(i).step();
    }
  }

  /** The number of steps before the epoch in progress. */
  public long stepsOfEpochs() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).step();
  }

  /**
   * Checks that a training with this many batches per epoch can resume here.
   *
   * @param microBatches number of batches per step
   */
  public void check(int batches, int microBatches) {
    long steps = position.step() - stepsOfEpochs();
    boolean inside = position.batch() < batches && position.batch() % microBatches == 0;
    if (!inside || steps != position.batch() / microBatches) {
      throw new ResumeException(
          "it is at step "
              + position.step()
              + ", batch "
              + position.batch()
              + " after "
              + stepsOfEpochs()
              + " steps in "
              + position.epoch()
              + " epochs, where epochs have "
              + batches
              + " batches, "
              + microBatches
              + " to a step");
    }
    boolean counted = sum.weight() >= 0 && sum.seconds() >= 0 && Double.isFinite(sum.loss());
    if (!counted || (position.isBetweenEpochs() && !sum.equals(EpochSum.NONE))) {
      throw new ResumeException(
          "the sum of its epoch so far is " + sum + ", expected one that fits its position");
    }
  }
}
