package dev.cotangent.training.callback;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.TrainStep;
import java.util.List;
import java.util.Map;

/**
 * The result of a completed step, passed to {@link Callback#onStep}. One object is reused for all
 * steps of a training, so that a callback that reads nothing allocates nothing; read it during the
 * call. For the training thread.
 */
public interface StepResult {

  /** The number of steps completed since the training began, from 1. */
  long step();

  /** The epoch of the step, from 1. */
  int epoch();

  /**
   * The loss before the update, over all micro-batches of the step; NaN if all their weights are 0,
   * in which case nothing was updated.
   */
  float loss();

  /** The learning rate of the update: the schedule's rate times the callbacks' factors. */
  double learningRate();

  /** The names of the objective's parts: see {@link TrainStep#parts}. */
  List<String> parts();

  /** The mean of a part over the step's last micro-batch: see {@link TrainStep#part}. */
  float part(String name);

  /** The gradient that the update used: see {@link TrainStep#gradient}. */
  float[] gradient(String name);

  /** The norms of the gradients by layer: see {@link TrainStep#gradientNorms}. */
  Map<String, Double> gradientNorms();

  /** The norms of the weights by layer: see {@link TrainStep#parameterNorms}. */
  Map<String, Double> parameterNorms();

  /**
   * Returns a copy of a model with averaged weights: see {@link TrainStep#averaged}.
   *
   * @param model the model in training, as passed to {@link Callback#onStart}
   */
  Model averaged(Model model);
}
