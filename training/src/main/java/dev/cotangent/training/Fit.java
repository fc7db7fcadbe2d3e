package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.plan.Stopwatch;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.checkpoint.CallbackMemory;
import dev.cotangent.training.checkpoint.EpochSum;
import dev.cotangent.training.checkpoint.ModelRecord;
import dev.cotangent.training.checkpoint.OptimizerRecord;
import dev.cotangent.training.checkpoint.Position;
import dev.cotangent.training.checkpoint.RunIdentity;
import dev.cotangent.training.checkpoint.RunProgress;
import dev.cotangent.training.checkpoint.Snapshot;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.AveragedWeights;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.Interruption;
import dev.cotangent.training.step.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training in progress. Single-threaded. */
final class Fit {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private static final double NANOS = 1e9;

  private final Model model;
  private final TrainStep step;
  private final AveragedWeights averages;
  private final CompletedStep result;
  private final EpochBatches batches;
  private final EpochEvaluations evaluations;
  private final Engine engine;
  private final List<Callback> callbacks;
  private final Timing timing;
  private final int microBatches;
  private final CheckpointWriter writer;
  private final RunIdentity identity;
  private final TrainingControl control;
  private final Stopwatch assembly;
  private final Stopwatch callbackTimer;
  private final Supplier<Snapshot> snapshot = this::snapshot;
  private final List<EpochResult> epochs = new ArrayList<>();
  private Map<String, Long> earlierCalls = Map.of();
  private int nextBatch;
  private long samples;
  private double lossSum;
  private double weightSum;
  private double earlierSeconds;
  private long epochStart;
  private boolean stopped;
  private boolean advised;

  Fit(
      Model model,
      TrainStep step,
      AveragedWeights averages,
      EpochBatches batches,
      EpochEvaluations evaluations,
      Engine engine,
      List<Callback> callbacks,
      Timing timing,
      int microBatches,
      CheckpointWriter writer,
      RunIdentity identity,
      TrainingControl control) {
    this.control = control;
    this.model = model;
    this.step = step;
    this.averages = averages;
    this.result = new CompletedStep(step);
    this.batches = batches;
    this.evaluations = evaluations;
    this.engine = engine;
    this.callbacks = callbacks;
    this.timing = timing;
    this.microBatches = microBatches;
    this.writer = writer;
    this.identity = identity;
    this.assembly = timing.stopwatch("batch assembly");
    this.callbackTimer = timing.stopwatch("callbacks");
  }

  /**
   * Trains up to an epoch. A training that has reached it, or that a callback has stopped, is not
   * continued.
   *
   * @param resumed where to resume; empty: start at the beginning
   */
  History run(int count, Optional<Resumption> resumed) {
    RunProgress done = resumed.map(Resumption::progress).orElse(RunProgress.NONE);
    checkCount(count, done.position());
    if (done.position().epoch() < count) {
      prepare();
    }
    begin(resumed);
    adopt(done, count);
    if (resumed.isEmpty()) {
      writer.atStart(snapshot);
    }
    stopped = resumed.isPresent() && nextBatch == 0 && shouldStop();
    while (epochs.size() < count && !stopped) {
      epoch();
    }
    writer.atEnd(step.step() > done.position().step(), step.step(), snapshot);
    Optional<Model> averaged = averages.copy();
    averages.stay();
    notifyCallbacks(Callback::onEnd);
    return history(averaged);
  }

  private static void checkCount(int count, Position done) {
    if (done.epoch() + (done.batch() > 0 ? 1 : 0) > count) {
      throw new CotangentException(
          "trainer: "
              + done.epoch()
              + " epochs"
              + (done.batch() > 0 ? " and a part of the next" : "")
              + " are already completed, expected as many or more, not "
              + count);
    }
  }

  /** Restores the saved state and starts the callbacks; on failure, the model is unchanged. */
  private void begin(Optional<Resumption> resumed) {
    float[] parameters = model.store().array();
    float[] before = resumed.isPresent() ? parameters.clone() : new float[0];
    try {
      resumed.ifPresent(from -> from.restore(step, identity.seed()));
      notifyCallbacks(callback -> callback.onStart(model));
      resumed.ifPresent(from -> from.restoreCallbacks(callbacks));
      resumed.ifPresent(
          from -> notifyCallbacks(callback -> callback.onResume(from.progress().epochs())));
    } catch (Throwable failure) {
      System.arraycopy(before, 0, parameters, 0, before.length);
      throw failure;
    }
  }

  private void adopt(RunProgress done, int count) {
    epochs.addAll(done.epochs());
    earlierCalls = done.kernelCalls();
    samples = done.samples();
    nextBatch = done.position().batch();
    lossSum = done.sum().loss();
    weightSum = done.sum().weight();
    earlierSeconds = done.sum().seconds();
    long updates = ((long) batches.count() + microBatches - 1) / microBatches;
    long all = done.stepsOfEpochs() + (count - epochs.size()) * updates;
    control.begin(count, all, step.step());
    LOG.debug("Training {} with {}", model, engine);
  }

  private void epoch() {
    step.scaleRate(callbacks.stream().mapToDouble(Callback::rateScale).reduce(1, (a, b) -> a * b));
    control.epoch(epochs.size() + 1);
    OptionalDouble lastRate = train(epochs.size());
    stopped = lastRate.isEmpty();
    lastRate.ifPresent(this::end);
  }

  private void end(double rate) {
    averages.during(() -> evaluate(rate));
    writer.afterStep(step.step(), snapshot);
    stopped = control.isCancelled() || shouldStop();
  }

  /** Evaluates an epoch and notifies the callbacks. */
  private void evaluate(double rate) {
    double seconds = seconds();
    Optional<Evaluation> validation = evaluations.ofValidation();
    EpochResult result =
        new EpochResult(
            epochs.size() + 1,
            step.step(),
            lossSum / weightSum,
            validation,
            rate,
            seconds,
            batches.samples() / seconds,
            evaluations.ofTraining());
    epochs.add(result);
    samples += batches.samples();
    nextBatch = 0;
    lossSum = 0;
    weightSum = 0;
    earlierSeconds = 0;
    LOG.debug("{}", result);
    notifyCallbacks(callback -> callback.onEpochEnd(result));
  }

  private boolean shouldStop() {
    return callbacks.stream().anyMatch(Callback::shouldStop);
  }

  private void prepare() {
    Stopwatch planning = timing.stopwatch("planning");
    planning.start();
    step.prepare(batches.full());
    step.prepare(batches.last());
    planning.stop();
  }

  private void notifyCallbacks(Consumer<Callback> event) {
    callbackTimer.start();
    callbacks.forEach(event);
    callbackTimer.stop();
  }

  /** Allocates nothing. */
  private void notifyOfStep(StepResult done) {
    callbackTimer.start();
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).onStep(done);
    }
    callbackTimer.stop();
  }

  /**
   * Runs the remaining steps of an epoch and returns the last learning rate; empty if cancelled.
   */
  private OptionalDouble train(int epoch) {
    epochStart = System.nanoTime();
    double rate = 0;
    for (int number = nextBatch; number < batches.count(); number++) {
      if (step.weighsFirst() && number % microBatches == 0) {
        weigh(epoch, number);
      }
      SampleBatch batch = read(epoch, number);
      if (!advised) {
        advised = true;
        new Advice(model).onFeatures(batch);
      }
      rate = step.learningRate();
      boolean last = number == batches.count() - 1;
      if (number % microBatches == microBatches - 1 || last) {
        float loss = update(batch);
        nextBatch = number + 1;
        notifyOfStep(result.at(epoch + 1, loss, rate));
        if (!last && control.isCancelled()) {
          return OptionalDouble.empty();
        }
        if (!last) {
          writer.afterStep(step.step(), snapshot);
        }
      } else {
        step.accumulate(batch);
      }
    }
    return OptionalDouble.of(rate);
  }

  /** Weighs all micro-batches of an update, so that the parts of an objective get their shares. */
  private void weigh(int epoch, int first) {
    int end = Math.min(first + microBatches, batches.count());
    for (int number = first; end - first > 1 && number < end; number++) {
      step.weigh(gather(epoch, number));
    }
  }

  private SampleBatch read(int epoch, int number) {
    SampleBatch batch = gather(epoch, number);
    identity.watch().read(epoch, batch);
    return batch;
  }

  private SampleBatch gather(int epoch, int number) {
    assembly.start();
    try {
      return batches.get(epoch, number);
    } catch (CotangentException failure) {
      throw unread(epoch, number, failure);
    } finally {
      assembly.stop();
    }
  }

  private TrainingException unread(int epoch, int number, CotangentException failure) {
    String where =
        "epoch " + (epoch + 1) + ", batch " + (number + 1) + ", step " + step.step() + ": ";
    return Interruption.caused(failure)
        ? new TrainingInterruptedException(where + "interrupted", step.step(), failure)
        : new TrainingException(where + failure.getMessage(), step.step(), failure);
  }

  private float update(SampleBatch batch) {
    float loss = step.run(batch);
    double weight = step.weight();
    lossSum += weight > 0 ? loss * weight : 0;
    weightSum += weight;
    control.step(step.step(), loss);
    return loss;
  }

  /** Duration of the epoch so far. */
  private double seconds() {
    return earlierSeconds + (System.nanoTime() - epochStart) / NANOS;
  }

  private OptimizerRecord optimizer(TrainingState state) {
    return OptimizerRecord.of("", model, state.step(), state.slots());
  }

  private Snapshot snapshot() {
    EpochSum sum = nextBatch == 0 ? EpochSum.NONE : new EpochSum(lossSum, weightSum, seconds());
    return new Snapshot(
        ModelRecord.of("", model),
        optimizer(step.state()),
        identity.settings(),
        identity.data(),
        new RunProgress(
            new Position(step.step(), epochs.size(), nextBatch), sum, epochs, samples, calls()),
        CallbackMemory.of(callbacks));
  }

  private History history(Optional<Model> averaged) {
    Optional<Profile> profile = timing.profile();
    double seconds = epochs.stream().mapToDouble(EpochResult::seconds).sum();
    return new History(
        epochs,
        step.step(),
        seconds,
        seconds > 0 ? samples / seconds : 0,
        engine.workers().count(),
        engine.kernels().id(),
        calls(),
        stopped,
        model.store().sha256(),
        averaged,
        profile);
  }

  /** The number of calls that each kernel set has served since the training began. */
  private Map<String, Long> calls() {
    Map<String, Long> calls = new TreeMap<>(earlierCalls);
    step.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    evaluations.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return calls;
  }
}
