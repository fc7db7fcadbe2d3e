package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.Trainer;
import java.io.Serializable;

/**
 * Sets the trainer of a training on Spark up, at each member with the same result: loss, optimizer,
 * batch, seed, {@linkplain Trainer#shards shards}, metrics, callbacks.
 *
 * <p>Usually a lambda. It is sent to the executors by Java serialization, so it may refer to
 * strings, numbers and other values that are serializable:
 *
 * <pre>{@code
 * SparkTraining.of(context, model, its -> Trainer.of(its)
 *     .loss(CrossEntropy.ofClassIndices()).optimizer(Adam.withLearningRate(1e-3))
 *     .batch(256).shards(16).seed(7))
 * }</pre>
 *
 * <p>Callbacks are made by each call and called at each member, with the same values, so that all
 * decide alike; one that writes files does so at each member.
 */
@FunctionalInterface
public interface TrainerSetup extends Serializable {

  /**
   * Makes the trainer. Its samples, validation data, checkpoints, workers and membership are set by
   * {@link SparkTraining}.
   *
   * @param model the model to train; a copy at each member
   */
  Trainer apply(Model model);
}
