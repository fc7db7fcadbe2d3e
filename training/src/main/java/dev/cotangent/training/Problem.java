package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.DataEvaluator;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.ParameterGroups;
import java.util.List;

/**
 * The problem that a trainer solves. The two kinds differ in their data, metrics and checkpoints,
 * and nothing but this interface knows which one is given. Immutable.
 */
sealed interface Problem permits SupervisedProblem, ObjectiveProblem {

  /**
   * Returns this problem with a loss to minimize.
   *
   * @throws CotangentException if an objective defines its own loss
   */
  Problem withLoss(Loss loss);

  /**
   * The objective of a step.
   *
   * @throws CotangentException if there is no loss
   */
  Objective objective();

  /**
   * The model that {@link Trainer#fit} trains.
   *
   * @throws CotangentException if the groups do not train exactly one
   */
  Model trained(ParameterGroups groups);

  /** Checks that the training data fits, before anything changes. */
  void checkTraining(Dataset train, int batch);

  /**
   * Checks data, metrics and callbacks before anything changes, and announces the figures to the
   * callbacks.
   *
   * @param checkpoints whether checkpoints are written or resumed
   */
  void check(
      Dataset train, EvaluationSettings evaluation, EpochSettings epochs, boolean checkpoints);

  /** Whether a training sample counts for the loss, as far as that is known before a step. */
  boolean counts(Dataset train);

  /** The data to feed to the steps. */
  Dataset fed(Dataset train);

  /** Completes the settings of a training for its checkpoints. */
  RunSettings identified(RunSettings settings, EpochBatches batches);

  /**
   * Creates an evaluator.
   *
   * @param batch number of rows to evaluate at a time, unless the kind has a number of its own
   */
  DataEvaluator evaluator(MetricSet metrics, Engine engine, int batch, long seed);

  /** The metrics of {@link TrainStep#evaluate(Iterable)}. */
  List<OutputMetric> metricsOfSteps(EvaluationSettings evaluation);
}
