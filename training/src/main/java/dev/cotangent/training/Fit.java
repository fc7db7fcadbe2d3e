package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
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
  private final List<EpochResult> epochs = new ArrayList<>();
  private boolean stopped;

  Fit(
      Model model,
      TrainStep step,
      EpochBatches batches,
      Evaluator evaluator,
      Engine engine,
      Optional<Dataset> validation,
      List<Callback> callbacks) {
    this.model = model;
    this.step = step;
    this.batches = batches;
    this.evaluator = evaluator;
    this.engine = engine;
    this.validation = validation;
    this.callbacks = callbacks;
  }

  History run(int count) {
    step.prepare(batches.fullRows());
    step.prepare(batches.lastRows());
    LOG.debug("Training {} with {}", model, engine);
    callbacks.forEach(callback -> callback.onStart(model));
    for (int epoch = 0; epoch < count && !stopped; epoch++) {
      EpochResult result = epoch(epoch);
      epochs.add(result);
      LOG.debug("{}", result);
      callbacks.forEach(callback -> callback.onEpochEnd(result));
      stopped = callbacks.stream().anyMatch(Callback::shouldStop);
    }
    callbacks.forEach(Callback::onEnd);
    return history();
  }

  private EpochResult epoch(int epoch) {
    long start = System.nanoTime();
    double sum = 0;
    double rate = 0;
    for (int number = 0; number < batches.count(); number++) {
      Batch batch = batches.get(epoch, number);
      rate = step.learningRate();
      sum += (double) step.run(batch) * batch.rows();
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    Optional<Evaluation> evaluation = validation.map(this::evaluate);
    return new EpochResult(
        epoch + 1,
        step.step(),
        sum / batches.samples(),
        evaluation,
        rate,
        seconds,
        batches.samples() / seconds);
  }

  private Evaluation evaluate(Dataset data) {
    try {
      return evaluator.evaluate(data);
    } catch (CancellationException interrupted) {
      String message = "the validation after step " + step.step() + " was interrupted";
      throw new TrainingInterruptedException(message, step.step(), interrupted);
    }
  }

  private History history() {
    double seconds = epochs.stream().mapToDouble(EpochResult::seconds).sum();
    Map<String, Long> calls = new TreeMap<>(step.kernelCalls());
    evaluator.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return new History(
        epochs,
        step.step(),
        seconds,
        (double) batches.samples() * epochs.size() / seconds,
        engine.workers().count(),
        engine.kernels().id(),
        calls,
        stopped,
        model.store().sha256());
  }
}
