package dev.cotangent.training;

import dev.cotangent.training.checkpoint.EpochSum;
import dev.cotangent.training.checkpoint.Position;
import dev.cotangent.training.checkpoint.RunProgress;
import dev.cotangent.training.result.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records the progress of a training: the results of its epochs, and the sums of the epoch in
 * progress. Single-threaded; recording a step allocates nothing.
 */
final class ProgressRecorder {

  private static final double NANOS = 1e9;

  private final List<EpochResult> epochs = new ArrayList<>();
  private Map<String, Long> earlierCalls = Map.of();
  private int nextBatch;
  private long samples;
  private double lossSum;
  private double weightSum;
  private double earlierSeconds;
  private long epochStart;

  /** Continues from the progress of an earlier training. */
  void adopt(RunProgress done) {
    epochs.addAll(done.epochs());
    earlierCalls = done.kernelCalls();
    samples = done.samples();
    nextBatch = done.position().batch();
    lossSum = done.sum().loss();
    weightSum = done.sum().weight();
    earlierSeconds = done.sum().seconds();
  }

  /** Starts the clock for the rest of an epoch. */
  void begin() {
    epochStart = System.nanoTime();
  }

  /** Sets the number of the epoch's next batch, from 0. */
  void at(int next) {
    nextBatch = next;
  }

  /**
   * Records a step.
   *
   * @param weight the divisor of the loss; 0 if no sample counts
   */
  void step(float loss, double weight) {
    lossSum += weight > 0 ? loss * weight : 0;
    weightSum += weight;
  }

  /** Records the result of the epoch in progress; the next one starts from zero. */
  void end(EpochResult result, long samplesOfEpoch) {
    epochs.add(result);
    samples += samplesOfEpoch;
    nextBatch = 0;
    lossSum = 0;
    weightSum = 0;
    earlierSeconds = 0;
  }

  /** The results of the completed epochs; not a copy. */
  List<EpochResult> epochs() {
    return epochs;
  }

  /** The number of the next batch of the epoch in progress, from 0. */
  int nextBatch() {
    return nextBatch;
  }

  /** The mean loss of the epoch so far, weighted by the weights of the batches. */
  double meanLoss() {
    return lossSum / weightSum;
  }

  /** The duration of the epoch so far, in seconds. */
  double seconds() {
    return earlierSeconds + (System.nanoTime() - epochStart) / NANOS;
  }

  /** The duration of the completed epochs, in seconds. */
  double secondsOfEpochs() {
    return epochs.stream().mapToDouble(EpochResult::seconds).sum();
  }

  /** The number of samples trained on in the completed epochs. */
  long samples() {
    return samples;
  }

  /**
   * The number of calls that each kernel set has served since the training began.
   *
   * @param recent the calls of this process, by the engines that count them
   */
  Map<String, Long> calls(List<Map<String, Long>> recent) {
    Map<String, Long> calls = new TreeMap<>(earlierCalls);
    recent.forEach(each -> each.forEach((id, count) -> calls.merge(id, count, Long::sum)));
    return calls;
  }

  /** The progress after a step, for a checkpoint. */
  RunProgress progress(long step, Map<String, Long> calls) {
    EpochSum sum = nextBatch == 0 ? EpochSum.NONE : new EpochSum(lossSum, weightSum, seconds());
    Position position = new Position(step, epochs.size(), nextBatch);
    return new RunProgress(position, sum, epochs, samples, calls);
  }
}
