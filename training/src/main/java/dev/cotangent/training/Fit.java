package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.plan.Stopwatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training while it goes on. For one thread. */
final class Fit {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private static final double NANOS = 1e9;

  private final Model model;
  private final TrainStep step;
  private final EpochBatches batches;
  private final Evaluator evaluator;
  private final Engine engine;
  private final Optional<Dataset> validation;
  private final List<Callback> callbacks;
  private final Timing timing;
  private final int microBatches;
  private final Checkpoints checkpoints;
  private final TrainingControl control;
  private final Stopwatch assembly;
  private final Stopwatch telling;
  private final Stopwatch judging;
  private final List<EpochResult> epochs = new ArrayList<>();
  private long samples;
  private double lossSum;
  private double weightSum;
  private boolean stopped;

  Fit(
      Model model,
      TrainStep step,
      EpochBatches batches,
      Evaluator evaluator,
      Engine engine,
      Optional<Dataset> validation,
      List<Callback> callbacks,
      Timing timing,
      int microBatches,
      Checkpoints checkpoints,
      TrainingControl control) {
    this.control = control;
    this.model = model;
    this.step = step;
    this.batches = batches;
    this.evaluator = evaluator;
    this.engine = engine;
    this.validation = validation;
    this.callbacks = callbacks;
    this.timing = timing;
    this.microBatches = microBatches;
    this.checkpoints = checkpoints;
    this.assembly = timing.stopwatch("batch assembly");
    this.judging = timing.stopwatch("validation");
    this.telling = timing.stopwatch("callbacks");
  }

  /**
   * Trains up to an epoch, from where the step is.
   *
   * @param resumed what it goes on from, if it does
   */
  History run(int count, Optional<Checkpoint> resumed) {
    int updates = (batches.count() + microBatches - 1) / microBatches;
    int first = Math.toIntExact(step.step() / updates);
    int number = (int) (step.step() % updates) * microBatches;
    if (first >= count) {
      throw new CotangentException(
          "trainer: " + first + " epochs are already done, expected more than that, not " + count);
    }
    prepare();
    LOG.debug("Training {} with {}", model, engine);
    control.begin(count, (long) count * updates, step.step());
    tell(callback -> callback.onStart(model));
    resumed.ifPresent(from -> from.memory().giveTo(callbacks));
    EpochSum before = number == 0 ? EpochSum.NONE : resumed.orElseThrow().epochSum();
    lossSum = before.loss();
    weightSum = before.weight();
    for (int epoch = first; epoch < count && !stopped; epoch++) {
      epoch(epoch, epoch == first ? number : 0);
    }
    checkpoints.atEnd(step, sum(), callbacks);
    tell(Callback::onEnd);
    return history();
  }

  private void epoch(int epoch, int firstBatch) {
    step.scaleRate(callbacks.stream().mapToDouble(Callback::rateScale).reduce(1, (a, b) -> a * b));
    control.epoch(epoch + 1);
    Optional<EpochResult> finished = train(epoch, firstBatch);
    stopped = finished.isEmpty();
    finished.ifPresent(this::end);
  }

  private void end(EpochResult result) {
    epochs.add(result);
    LOG.debug("{}", result);
    tell(callback -> callback.onEpochEnd(result));
    lossSum = 0;
    weightSum = 0;
    checkpoints.afterStep(step, EpochSum.NONE, callbacks);
    stopped = control.isCancelled() || callbacks.stream().anyMatch(Callback::shouldStop);
  }

  private void prepare() {
    Stopwatch planning = timing.stopwatch("planning");
    planning.start();
    step.prepare(batches.form());
    step.prepare(new BatchForm(batches.lastRows(), batches.form().weights()));
    planning.stop();
  }

  private void tell(Consumer<Callback> news) {
    telling.start();
    callbacks.forEach(news);
    telling.stop();
  }

  /** The steps of an epoch, and its validation; empty if it was cancelled. */
  private Optional<EpochResult> train(int epoch, int firstBatch) {
    long start = System.nanoTime();
    double rate = 0;
    int rows = 0;
    for (int number = firstBatch; number < batches.count(); number++) {
      assembly.start();
      Batch batch = batches.get(epoch, number);
      assembly.stop();
      rate = step.learningRate();
      rows += batch.rows();
      boolean last = number == batches.count() - 1;
      if (number % microBatches == microBatches - 1 || last) {
        update(batch);
        if (!last && control.isCancelled()) {
          return Optional.empty();
        }
        if (!last) {
          checkpoints.afterStep(step, sum(), callbacks);
        }
      } else {
        step.accumulate(batch);
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    samples += rows;
    Optional<Evaluation> evaluation = validation.map(this::evaluate);
    double loss = lossSum / weightSum;
    return Optional.of(
        new EpochResult(epoch + 1, step.step(), loss, evaluation, rate, seconds, rows / seconds));
  }

  private void update(Batch batch) {
    float loss = step.run(batch);
    double weight = step.weight();
    lossSum += loss * weight;
    weightSum += weight;
    control.step(step.step(), loss);
  }

  private EpochSum sum() {
    return new EpochSum(lossSum, weightSum);
  }

  private Evaluation evaluate(Dataset data) {
    judging.start();
    try {
      return evaluator.evaluate(data);
    } catch (CancellationException interrupted) {
      String message = "the validation after step " + step.step() + " was interrupted";
      throw new TrainingInterruptedException(message, step.step(), interrupted);
    } finally {
      judging.stop();
    }
  }

  private History history() {
    Optional<Profile> profile = timing.profile();
    double seconds = epochs.stream().mapToDouble(EpochResult::seconds).sum();
    Map<String, Long> calls = new TreeMap<>(step.kernelCalls());
    evaluator.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return new History(
        epochs,
        step.step(),
        seconds,
        seconds > 0 ? samples / seconds : 0,
        engine.workers().count(),
        engine.kernels().id(),
        calls,
        stopped,
        model.store().sha256(),
        profile);
  }
}
