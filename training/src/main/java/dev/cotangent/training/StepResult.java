package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.Map;

/**
 * The result of a completed step, passed to {@link Callback#onStep}. One object is reused for all
 * steps of a training, so that a callback that reads nothing allocates nothing; read it during the
 * call. For the training thread.
 */
public final class StepResult {

  private final TrainStep step;
  private int epoch;
  private float loss;
  private double rate;

  StepResult(TrainStep step) {
    this.step = step;
  }

  /** Updates the result to the step that has just completed. */
  StepResult at(int newEpoch, float newLoss, double newRate) {
    epoch = newEpoch;
    loss = newLoss;
    rate = newRate;
    return this;
  }

  /** The number of steps completed since the training began, from 1. */
  public long step() {
    return step.step();
  }

  /** The epoch of the step, from 1. */
  public int epoch() {
    return epoch;
  }

  /**
   * The loss before the update, over all micro-batches of the step; NaN if all their weights are 0,
   * in which case nothing was updated.
   */
  public float loss() {
    return loss;
  }

  /** The learning rate of the update: the schedule's rate times the callbacks' factors. */
  public double learningRate() {
    return rate;
  }

  /** The names of the objective's parts: see {@link TrainStep#parts}. */
  public List<String> parts() {
    return step.parts();
  }

  /** The mean of a part over the step's last micro-batch: see {@link TrainStep#part}. */
  public float part(String name) {
    return step.part(name);
  }

  /** The gradient that the update used: see {@link TrainStep#gradient}. */
  public float[] gradient(String name) {
    return step.gradient(name);
  }

  /** The norms of the gradients by layer: see {@link TrainStep#gradientNorms}. */
  public Map<String, Double> gradientNorms() {
    return step.gradientNorms();
  }

  /** The norms of the weights by layer: see {@link TrainStep#parameterNorms}. */
  public Map<String, Double> parameterNorms() {
    return step.parameterNorms();
  }

  /**
   * Returns a copy of a model with averaged weights: see {@link TrainStep#averaged}.
   *
   * @param model the model in training, as passed to {@link Callback#onStart}
   */
  public Model averaged(Model model) {
    return step.averaged(model);
  }

  @Override
  public String toString() {
    return "StepResult[step " + step() + ", epoch " + epoch + ", loss " + loss + "]";
  }
}
