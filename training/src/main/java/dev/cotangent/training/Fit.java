package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.event.Span;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.checkpoint.Position;
import dev.cotangent.training.checkpoint.RunProgress;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.AveragedWeights;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.LossReceiver;
import dev.cotangent.training.step.Members;
import dev.cotangent.training.step.Stopwatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training in progress. Single-threaded. */
final class Fit {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final double NANOS_OF_MILLISECOND = 1e6;
  private static final double BYTES_OF_MEGABYTE = 1e6;

  private final Model model;
  private final TrainStep step;
  private final EpochBatches batches;
  private final EpochEvaluations evaluations;
  private final RunCheckpoints checkpoints;
  private final TrainingControl control;
  private final int microBatches;
  private final BatchReader reader;
  private final NotifiedCallbacks callbacks;
  private final AveragedWeights averages;
  private final CompletedStep result;
  private final Optional<Members> members;
  private final ProgressRecorder done = new ProgressRecorder();
  private final Supplier<RunProgress> progress = this::progress;
  private final LossReceiver losses = done::step;
  private boolean stopped;
  private long nanosBefore;
  private long bytesBefore;

  Fit(
      Model model,
      TrainStep step,
      EpochBatches batches,
      EpochEvaluations evaluations,
      EpochSettings settings,
      RunCheckpoints checkpoints) {
    this.model = model;
    this.step = step;
    this.batches = batches;
    this.evaluations = evaluations;
    this.checkpoints = checkpoints;
    this.control = settings.control();
    this.microBatches = settings.microBatches();
    this.reader = new BatchReader(batches, checkpoints.watch(), step, model);
    this.callbacks = new NotifiedCallbacks(settings.callbacks(), step.stopwatch("callbacks"));
    this.averages = step.averagedWeights(model, settings.averaged());
    this.result = new CompletedStep(step);
    this.members = step.engine().members();
  }

  /**
   * Trains up to an epoch. A training that has reached it, or that a callback has stopped, is not
   * continued.
   *
   * @param resumed where to resume; empty: start at the beginning
   */
  History run(int count, Optional<Resumption> resumed) {
    RunProgress before = resumed.map(Resumption::progress).orElse(RunProgress.NONE);
    checkCount(count, before.position());
    if (before.position().epoch() < count) {
      prepare();
    }
    begin(resumed);
    adopt(before, count);
    if (resumed.isEmpty()) {
      checkpoints.atStart(progress);
    }
    stopped = anyMember(resumed.isPresent() && done.nextBatch() == 0 && callbacks.shouldStop());
    while (done.epochs().size() < count && !stopped) {
      epoch();
    }
    checkpoints.atEnd(step.step() > before.position().step(), progress);
    Optional<Model> averaged = averages.copy();
    averages.stay();
    callbacks.of(Callback::onEnd);
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

  private void prepare() {
    Stopwatch planning = step.stopwatch("planning");
    planning.start();
    step.prepare(batches.full());
    if (batches.last().rows() > 0) {
      step.prepare(batches.last());
    }
    planning.stop();
  }

  /** Restores the saved state and starts the callbacks; on failure, the model is unchanged. */
  private void begin(Optional<Resumption> resumed) {
    float[] parameters = model.store().array();
    float[] before = resumed.isPresent() ? parameters.clone() : new float[0];
    try {
      resumed.ifPresent(checkpoints::restore);
      callbacks.of(callback -> callback.onStart(model));
      resumed.ifPresent(from -> from.restoreCallbacks(callbacks.all()));
      resumed.ifPresent(
          from -> callbacks.of(callback -> callback.onResume(from.progress().epochs())));
    } catch (Throwable failure) {
      System.arraycopy(before, 0, parameters, 0, before.length);
      throw failure;
    }
  }

  private void adopt(RunProgress before, int count) {
    done.adopt(before);
    long updates = ((long) batches.count() + microBatches - 1) / microBatches;
    long all = before.stepsOfEpochs() + (count - done.epochs().size()) * updates;
    control.begin(count, all, step.step());
    LOG.debug("Training {} with {}", model, step.engine());
  }

  private void epoch() {
    step.scaleRate(callbacks.rateScale());
    control.epoch(done.epochs().size() + 1);
    @Nullable Span event = Events.epoch();
    OptionalDouble lastRate = train(done.epochs().size());
    stopped = lastRate.isEmpty();
    lastRate.ifPresent(this::end);
    if (event != null && lastRate.isPresent()) {
      record(event, done.epochs().get(done.epochs().size() - 1));
    }
  }

  private static void record(Span event, EpochResult epoch) {
    double validation = epoch.validation().map(Evaluation::loss).orElse(Double.NaN);
    Events.trained(
        event, epoch.epoch(), epoch.step(), epoch.loss(), validation, epoch.learningRate());
  }

  /**
   * Runs the remaining steps of an epoch and returns the last learning rate; empty if cancelled.
   */
  private OptionalDouble train(int epoch) {
    done.begin();
    double rate = 0;
    for (int number = done.nextBatch(); number < batches.count(); number++) {
      if (step.weighsFirst() && number % microBatches == 0) {
        weigh(epoch, number);
      }
      SampleBatch batch = reader.read(epoch, number);
      rate = step.learningRate();
      boolean last = number == batches.count() - 1;
      if (number % microBatches == microBatches - 1 || last) {
        update(batch, epoch, number, rate);
        if (!last && mayEnd() && control.isCancelled()) {
          return OptionalDouble.empty();
        }
        if (!last) {
          checkpoints.afterStep(progress);
        }
      } else {
        step.accumulate(batch);
      }
    }
    return OptionalDouble.of(rate);
  }

  /** Whether the training may end after this step: not with other members or between two means. */
  private boolean mayEnd() {
    return members.isEmpty() && step.completed() > 0;
  }

  /** Weighs all micro-batches of an update, so that the parts of an objective get their shares. */
  private void weigh(int epoch, int first) {
    int end = Math.min(first + microBatches, batches.count());
    for (int number = first; end - first > 1 && number < end; number++) {
      step.weigh(reader.gather(epoch, number));
    }
  }

  private void update(SampleBatch batch, int epoch, int number, double rate) {
    float loss = step.run(batch, number == batches.count() - 1);
    done.at(number + 1);
    step.results(losses);
    control.step(step.step(), loss);
    callbacks.ofStep(result.at(epoch + 1, loss, rate));
  }

  private void end(double rate) {
    averages.during(() -> evaluate(rate));
    members.ifPresent(this::compare);
    checkpoints.afterStep(progress);
    stopped = anyMember(control.isCancelled() || callbacks.shouldStop());
  }

  /** Checks that the members have the same model, and logs what the exchange took. */
  private void compare(Members all) {
    int epoch = done.epochs().size();
    all.checkSame("the model after epoch " + epoch, model.store().sha256());
    LOG.info(
        "epoch {}: {} ms a step in the exchange after the backward pass, {} MB exchanged a step",
        epoch,
        perStep((all.nanos() - nanosBefore) / NANOS_OF_MILLISECOND),
        perStep((all.bytes() - bytesBefore) / BYTES_OF_MEGABYTE));
    nanosBefore = all.nanos();
    bytesBefore = all.bytes();
  }

  /** A step's share of what an epoch has taken, to one decimal. */
  private double perStep(double ofEpoch) {
    return Math.rint(10 * ofEpoch / batches.count()) / 10;
  }

  private boolean anyMember(boolean own) {
    return members.map(all -> all.any(own)).orElse(own);
  }

  /** Evaluates an epoch and notifies the callbacks. */
  private void evaluate(double rate) {
    double seconds = done.seconds();
    Optional<Evaluation> validation = evaluations.ofValidation();
    EpochResult epoch =
        new EpochResult(
            done.epochs().size() + 1,
            step.step(),
            done.meanLoss(),
            validation,
            rate,
            seconds,
            batches.samples() / seconds,
            evaluations.ofTraining());
    done.end(epoch, batches.samples());
    LOG.debug("{}", epoch);
    callbacks.of(callback -> callback.onEpochEnd(epoch));
  }

  private RunProgress progress() {
    return done.progress(step.step(), calls());
  }

  private Map<String, Long> calls() {
    return done.calls(List.of(step.kernelCalls(), evaluations.kernelCalls()));
  }

  private History history(Optional<Model> averaged) {
    Engine engine = step.engine();
    double seconds = done.secondsOfEpochs();
    return new History(
        done.epochs(),
        step.step(),
        seconds,
        seconds > 0 ? done.samples() / seconds : 0,
        engine.workers().count(),
        engine.kernels().id(),
        calls(),
        stopped,
        model.store().sha256(),
        averaged,
        step.profile());
  }
}
