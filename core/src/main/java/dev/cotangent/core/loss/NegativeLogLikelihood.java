package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;

/**
 * Negative log-likelihood: −x[class] for log-probabilities x [.., classes], as {@code log_softmax}
 * gives them, and class indices I32 [..]; averaged over all rows, as in PyTorch's {@code nll_loss}.
 * {@link CrossEntropy} takes logits.
 */
public record NegativeLogLikelihood() implements ClassLoss {

  @Override
  public String id() {
    return "nll";
  }

  @Override
  public Scores scores() {
    return Scores.LOG_PROBABILITIES;
  }

  @Override
  public Tensor row(Tensor prediction, Tensor target) {
    Tensor right = Targets.oneHot(prediction, target);
    return right.where(prediction, Targets.scalar(prediction, 0)).sum(-1).neg();
  }
}
