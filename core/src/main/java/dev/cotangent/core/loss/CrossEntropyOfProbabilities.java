package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;

/**
 * Cross-entropy for target probabilities: −Σ t·ln softmax(z) over the last axis, for logits z [..,
 * classes] and probabilities t of the same shape; averaged over all rows, as in PyTorch's {@code
 * cross_entropy} for such targets. With label smoothing ε the target is (1 − ε)·t + ε/classes.
 *
 * @param labelSmoothing ε, from 0 to 1 (PyTorch's default); saved as {@code label_smoothing}, by
 *     default 0.0
 */
public record CrossEntropyOfProbabilities(double labelSmoothing) implements Loss {

  /** Checks the attributes. */
  public CrossEntropyOfProbabilities {
    Options.that(
        labelSmoothing >= 0 && labelSmoothing <= 1,
        "cross_entropy_probabilities",
        "label_smoothing",
        labelSmoothing,
        "from 0 to 1");
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public CrossEntropyOfProbabilities() {
    this(0.0);
  }

  /** Returns a copy with label smoothing, from 0 to 1. */
  public CrossEntropyOfProbabilities withLabelSmoothing(double newSmoothing) {
    return new CrossEntropyOfProbabilities(newSmoothing);
  }

  @Override
  public String id() {
    return "cross_entropy_probabilities";
  }

  @Override
  public LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    int classes = prediction.shape().dim(-1);
    Tensor smooth = target.mul(1 - labelSmoothing).add(labelSmoothing / classes);
    return Targets.each(smooth.mul(prediction.logSoftmax()).sum(-1).neg());
  }

  @Override
  public DType targetType() {
    return DType.F32;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("label_smoothing", labelSmoothing);
  }

  @Override
  public CrossEntropyOfProbabilities with(Attributes attributes) {
    attributes.allowOnly("label_smoothing");
    return new CrossEntropyOfProbabilities(attributes.number("label_smoothing", labelSmoothing));
  }
}
