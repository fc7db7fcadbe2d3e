package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.callback.StepResult;
import java.util.List;
import java.util.Map;

/** The result of the step that has just completed. Reused for all steps of a training. */
final class CompletedStep implements StepResult {

  private final TrainStep step;
  private int epoch;
  private float loss;
  private double rate;

  CompletedStep(TrainStep step) {
    this.step = step;
  }

  /** Updates the result to the step that has just completed. */
  CompletedStep at(int newEpoch, float newLoss, double newRate) {
    epoch = newEpoch;
    loss = newLoss;
    rate = newRate;
    return this;
  }

  @Override
  public long step() {
    return step.step();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public float loss() {
    return loss;
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public List<String> parts() {
    return step.parts();
  }

  @Override
  public float part(String name) {
    return step.part(name);
  }

  @Override
  public float[] gradient(String name) {
    return step.gradient(name);
  }

  @Override
  public Map<String, Double> gradientNorms() {
    return step.gradientNorms();
  }

  @Override
  public Map<String, Double> parameterNorms() {
    return step.parameterNorms();
  }

  @Override
  public Model averaged(Model model) {
    return step.averaged(model);
  }

  @Override
  public String toString() {
    return "StepResult[step " + step() + ", epoch " + epoch + ", loss " + loss + "]";
  }
}
