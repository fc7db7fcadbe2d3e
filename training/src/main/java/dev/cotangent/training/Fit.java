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
  private final Stopwatch assembly;
  private final Stopwatch telling;
  private final Stopwatch judging;
  private final List<EpochResult> epochs = new ArrayList<>();
  private long samples;
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
      Checkpoints checkpoints) {
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
   * @param lossSoFar the sum of the losses of the samples that were already seen in its epoch
   */
  History run(int count, double lossSoFar) {
    int updates = (batches.count() + microBatches - 1) / microBatches;
    int first = Math.toIntExact(step.step() / updates);
    int number = (int) (step.step() % updates) * microBatches;
    if (first >= count) {
      throw new CotangentException(
          "trainer: " + first + " epochs are already done, expected more than that, not " + count);
    }
    prepare();
    LOG.debug("Training {} with {}", model, engine);
    tell(callback -> callback.onStart(model));
    for (int epoch = first; epoch < count && !stopped; epoch++) {
      boolean begun = epoch == first && number > 0;
      EpochResult result = epoch(epoch, begun ? number : 0, begun ? lossSoFar : 0);
      epochs.add(result);
      LOG.debug("{}", result);
      tell(callback -> callback.onEpochEnd(result));
      stopped = callbacks.stream().anyMatch(Callback::shouldStop);
    }
    checkpoints.atEnd(step);
    tell(Callback::onEnd);
    return history();
  }

  private void prepare() {
    Stopwatch planning = timing.stopwatch("planning");
    planning.start();
    step.prepare(batches.fullRows());
    step.prepare(batches.lastRows());
    planning.stop();
  }

  private void tell(Consumer<Callback> news) {
    telling.start();
    callbacks.forEach(news);
    telling.stop();
  }

  private EpochResult epoch(int epoch, int first, double lossSoFar) {
    long start = System.nanoTime();
    double sum = lossSoFar;
    double rate = 0;
    int accumulated = 0;
    int rows = 0;
    for (int number = first; number < batches.count(); number++) {
      assembly.start();
      Batch batch = batches.get(epoch, number);
      assembly.stop();
      rate = step.learningRate();
      rows += batch.rows();
      if (number % microBatches == microBatches - 1 || number == batches.count() - 1) {
        sum += (double) step.run(batch) * (batch.rows() + accumulated);
        accumulated = 0;
        checkpoints.afterStep(step, sum);
      } else {
        step.accumulate(batch);
        accumulated += batch.rows();
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    samples += rows;
    Optional<Evaluation> evaluation = validation.map(this::evaluate);
    double loss = sum / batches.samples();
    return new EpochResult(epoch + 1, step.step(), loss, evaluation, rate, seconds, rows / seconds);
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
        samples / seconds,
        engine.workers().count(),
        engine.kernels().id(),
        calls,
        stopped,
        model.store().sha256(),
        profile);
  }
}
