package dev.cotangent.training.step;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;

/**
 * Runs batches forward and backward on the workers, with failures that name batch and step. Changes
 * gradients alone, neither parameters nor states. Single-threaded.
 */
final class StepPass {

  private final Models models;
  private final StepMemory memory;
  private final Engine engine;
  private final RandomWords words;
  private final StepFailures failures;

  StepPass(
      Models models, StepMemory memory, Engine engine, RandomWords words, StepFailures failures) {
    this.models = models;
    this.memory = memory;
    this.engine = engine;
    this.words = words;
    this.failures = failures;
  }

  /**
   * Finds or makes the run of a batch, on the kernels for this step.
   *
   * @throws TrainingException if a plugin fails while the batch is planned
   */
  StepRun planned(StepRuns plans, Batch batch, long step) {
    try {
      return plans.of(batch, engine.kernelSwitch().forStep());
    } catch (PluginException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  /**
   * Computes loss, gradients and new states.
   *
   * @param firstRow position of the batch's first row in the mini-batch
   * @return the loss; NaN if all weights are 0
   * @throws TrainingException if the run fails, or the loss or a state is not finite
   */
  float run(StepRun run, Batch batch, long step, int firstRow) {
    float loss = execute(run, batch, step, firstRow);
    if (run.weight() == 0) {
      return Float.NaN;
    }
    if (!Float.isFinite(loss)) {
      throw failures.loss(loss, run, batch, step);
    }
    int state = run.nonFiniteState();
    if (state >= 0) {
      throw failures.state(nameOf(run.state(state)), batch, step);
    }
    return loss;
  }

  /** Computes what the run computes, finite or not. */
  float execute(StepRun run, Batch batch, long step, int firstRow) {
    words.set(step, firstRow);
    try {
      return run.execute(batch, engine.workers());
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  /** Computes the weights of the parts, unless all batches of this form have the same. */
  void weigh(StepRun run, Batch batch, long step, int firstRow) {
    if (!run.weighsTheSame()) {
      execute(run, batch, step, firstRow);
    }
  }

  /** Creates the exceptions of steps. */
  StepFailures failures() {
    return failures;
  }

  /** A parameter with the name of its model. */
  NamedParameter named(int model, Parameter parameter) {
    return new NamedParameter(models.names().get(model), parameter);
  }

  /** The name of a parameter, with that of its model if there are several. */
  String nameOf(Parameter parameter) {
    return named(memory.store(parameter), parameter).name();
  }
}
