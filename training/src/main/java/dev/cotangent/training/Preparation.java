package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.checkpoint.DataWatch;
import dev.cotangent.training.checkpoint.RunIdentity;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.DataEvaluator;
import dev.cotangent.training.measure.LossTargets;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.measure.ObjectiveEvaluator;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.Averages;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.KernelPolicy;
import dev.cotangent.training.step.Members;
import dev.cotangent.training.step.OwnSamples;
import dev.cotangent.training.step.StepSettings;
import dev.cotangent.training.step.Timing;
import java.util.List;
import java.util.Optional;

/**
 * Turns the settings of a trainer into a training, a range test or a step, after having checked
 * that they fit together.
 */
final class Preparation {

  private final Problem problem;
  private final StepSettings settings;
  private final ExecutionSettings execution;
  private final EvaluationSettings evaluation;
  private final EpochSettings epochs;
  private final CheckpointSettings checkpoints;
  private final Optional<Members> members;

  /**
   * Takes the settings.
   *
   * @throws CotangentException if loss or optimizer is missing
   */
  Preparation(
      Problem problem,
      UpdateSettings update,
      ExecutionSettings execution,
      EvaluationSettings evaluation,
      EpochSettings epochs,
      CheckpointSettings checkpoints) {
    this.problem = problem;
    this.settings = update.with(problem.objective());
    this.execution = execution;
    this.evaluation = evaluation;
    this.epochs = epochs;
    this.checkpoints = checkpoints;
    this.members = execution.members();
  }

  /** Trains up to an epoch. */
  History fit(Dataset train, int count) {
    List<Callback> claimed = BusyCallbacks.claim(epochs.callbacks());
    try {
      return run(train, count);
    } finally {
      BusyCallbacks.release(claimed);
    }
  }

  private History run(Dataset train, int count) {
    check(train);
    Dataset fed = problem.fed(train);
    EpochBatches batches = batches(fed);
    CheckpointWriter writer =
        members.map(all -> checkpoints.writer(all.writes())).orElseGet(checkpoints::writer);
    RunIdentity identity = identity(fed, batches);
    Optional<Resumption> resumption = resumption(identity, batches);
    writer.prepare();
    Engine engine =
        execution.engine(
            settings,
            members,
            () -> KernelPolicy.choose(settings.objective(), settings.groups(), batches, count));
    try (TrainStep step = opened(settings, engine, execution.timing(), List.of())) {
      RunCheckpoints kept = new RunCheckpoints(writer, identity, model(), step, epochs.callbacks());
      return new Fit(model(), step, batches, evaluations(train, step), epochs, kept)
          .run(count, resumption);
    }
  }

  /** The own part of an epoch's mini-batches. */
  private EpochBatches batches(Dataset train) {
    return new EpochBatches(train, epochs.batch(), settings.seed(), ownSamples(train));
  }

  private OwnSamples ownSamples(Dataset train) {
    return OwnSamples.of(members, settings.sharding(), train.size(), epochs.batch());
  }

  /** Checks data and settings before anything changes. */
  private void check(Dataset train) {
    checkAverages();
    checkShards();
    checkMembers();
    ownSamples(train);
    problem.check(train, evaluation, epochs, checkpoints.isUsed());
    checkCounts(problem.counts(train));
    if (epochs.batch() != EpochSettings.DEFAULT_BATCH) {
      Advice.onBatch(epochs.batch(), members.map(Members::samples).orElse((long) train.size()));
    }
  }

  private void checkAverages() {
    Models models = Models.of(settings.objective().models());
    if (epochs.averaged() && !Averages.kept(models, settings.groups(), models.index(model()))) {
      throw new CotangentException(
          "trainer: averaged, but the optimizer keeps no averages, expected one such as"
              + " Ema.of(Adam.of(1e-3), 0.999)");
    }
  }

  private void checkShards() {
    if (settings.sharding().isUsed() && epochs.microBatches() > 1) {
      throw new CotangentException(
          "trainer: accumulate("
              + epochs.microBatches()
              + ") with shards("
              + settings.sharding().count()
              + "), expected one of them; shards divide mini-batches of any size");
    }
  }

  private void checkMembers() {
    if (members.isPresent() && !settings.sharding().isUsed()) {
      throw new CotangentException(
          "trainer: member without shards, expected shards(n) with a shard for each member or more");
    }
    if (members.isPresent() && evaluation.trainingMetrics().isPresent()) {
      throw new CotangentException(
          "trainer: trainingMetrics with member, expected validation data alone: no member has all"
              + " of the training data");
    }
  }

  /** A member's own samples may all have weight 0, but not those of all. */
  private void checkCounts(boolean own) {
    if (!members.map(all -> all.any(own)).orElse(own)) {
      throw LossTargets.noneCounts("training");
    }
  }

  /** The model that {@link #fit} trains. */
  private Model model() {
    return problem.trained(settings.groups());
  }

  /** The identity of the training for checkpoints; almost empty if none are written. */
  private RunIdentity identity(Dataset train, EpochBatches batches) {
    RunSettings own =
        RunSettings.of(
            settings,
            epochs.batch(),
            epochs.microBatches(),
            evaluation.names(),
            epochs.callbacks(),
            epochs.averaged());
    DataWatch watch = new DataWatch(train, batches, members);
    Optional<JsonObject> validation = Optional.empty();
    if (checkpoints.isUsed()) {
      watch.begin(0);
      validation = evaluation.validation().map(DataWatch::validation);
    }
    return new RunIdentity(problem.identified(own, batches), settings.seed(), watch, validation);
  }

  /** The checkpoint to resume from, which has been compared with this training. */
  private Optional<Resumption> resumption(RunIdentity identity, EpochBatches batches) {
    Optional<Resumption> resumption =
        checkpoints.resumed().map(from -> new Resumption(from, model()));
    resumption.ifPresent(
        from -> from.check(identity, settings.groups().slots(), batches, epochs.microBatches()));
    return resumption;
  }

  private EpochEvaluations evaluations(Dataset train, TrainStep step) {
    Optional<MetricSet> ofTraining = evaluation.trainingMetrics();
    return new EpochEvaluations(
        evaluator(evaluation.metrics(), step.engine()),
        evaluation.validation(),
        evaluator(ofTraining.orElse(MetricSet.USUAL), step.engine()),
        ofTraining.map(asked -> train),
        step.stopwatch("validation"),
        step::step);
  }

  private DataEvaluator evaluator(MetricSet metrics, Engine engine) {
    return problem.evaluator(metrics, engine, epochs.batch(), settings.seed());
  }

  /** Runs a range test, with the rates of the sweep in place of the schedule. */
  RangeTest sweep(Dataset train, RateSweep sweep) {
    problem.checkTraining(train, epochs.batch());
    EpochBatches batches = batches(problem.fed(train));
    try (TrainStep step = opened(settings.with(sweep), engine(), Timing.of(false), List.of())) {
      return RangeTest.run(step, batches, sweep);
    }
  }

  /** Creates a step for a custom loop. */
  TrainStep step() {
    if (members.isPresent()) {
      throw new CotangentException("trainer: a step of its own with member, expected fit");
    }
    if (settings.sharding().isLocal()) {
      throw new CotangentException(
          "trainer: a step of its own with syncEvery("
              + settings.sharding().syncEvery()
              + "), expected fit");
    }
    List<OutputMetric> metrics = problem.metricsOfSteps(evaluation);
    return opened(settings, engine(), execution.timing(), metrics);
  }

  /** Opens a step, which closes the engine after use; on failure, the engine is closed at once. */
  private TrainStep opened(
      StepSettings used, Engine engine, Timing timing, List<OutputMetric> metrics) {
    try {
      return new TrainStep(
          used,
          engine,
          timing,
          new ObjectiveEvaluator(used.objective(), metrics, engine, epochs.batch(), used.seed()));
    } catch (Throwable failure) {
      engine.close();
      throw failure;
    }
  }

  /** The engine of a training of unknown length. */
  private Engine engine() {
    Registry registry = Models.of(settings.objective().models()).list().get(0).registry();
    return execution.engine(settings, members, () -> KernelPolicy.unknown(registry));
  }
}
