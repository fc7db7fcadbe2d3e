package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.checkpoint.CallbackMemory;
import dev.cotangent.training.checkpoint.DataWatch;
import dev.cotangent.training.checkpoint.ModelRecord;
import dev.cotangent.training.checkpoint.OptimizerRecord;
import dev.cotangent.training.checkpoint.RunIdentity;
import dev.cotangent.training.checkpoint.RunProgress;
import dev.cotangent.training.checkpoint.Snapshot;
import java.util.List;
import java.util.function.Supplier;

/**
 * The checkpoints of a training in progress: takes snapshots when they are due and has them
 * written. Single-threaded.
 */
final class RunCheckpoints {

  private final CheckpointWriter writer;
  private final RunIdentity identity;
  private final Model model;
  private final TrainStep step;
  private final List<Callback> callbacks;

  RunCheckpoints(
      CheckpointWriter writer,
      RunIdentity identity,
      Model model,
      TrainStep step,
      List<Callback> callbacks) {
    this.writer = writer;
    this.identity = identity;
    this.model = model;
    this.step = step;
    this.callbacks = callbacks;
  }

  /** The hashes of the training data. */
  DataWatch watch() {
    return identity.watch();
  }

  /** Moves the training to a checkpoint's position. */
  void restore(Resumption from) {
    from.restore(step, identity.seed());
  }

  /** Writes the checkpoint at the start of a training that was not resumed. */
  void atStart(Supplier<RunProgress> progress) {
    writer.atStart(() -> snapshot(progress));
  }

  /**
   * Writes a checkpoint after a step if one is due; one that is due between two means of local
   * steps is written after the second. Allocates nothing otherwise.
   */
  void afterStep(Supplier<RunProgress> progress) {
    if (writer.isDue(step.step() - step.completed(), step.step())) {
      writer.write(step.step(), snapshot(progress));
    }
  }

  /** Writes the checkpoint at the end of a training, with or without a step. */
  void atEnd(boolean changed, Supplier<RunProgress> progress) {
    writer.atEnd(changed, step.step(), () -> snapshot(progress));
  }

  private Snapshot snapshot(Supplier<RunProgress> progress) {
    TrainingState state = step.state();
    return new Snapshot(
        ModelRecord.of("", model),
        OptimizerRecord.of("", model, state.step(), state.slots()),
        identity.settings().values(),
        identity.data(),
        progress.get(),
        CallbackMemory.of(callbacks));
  }
}
