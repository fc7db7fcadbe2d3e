package dev.cotangent.core.loss;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Binary cross-entropy of logits: −w·t·ln σ(z) − (1 − t)·ln σ(−z) for logits z and targets t from 0
 * to 1, averaged over all elements, as in PyTorch's {@code binary_cross_entropy_with_logits};
 * stable at any magnitude: ln(1 + e^z) − t·z where w is 1.
 *
 * <p>{@code pos_weight} holds w, the weight of the positive class: one number for all elements, or
 * one for each element of the last axis, separated by semicolons.
 *
 * @param positiveWeights weights of the positive class, each at least 0; empty (the default): all 1
 */
public record BinaryCrossEntropyWithLogits(List<Double> positiveWeights) implements ElementLoss {

  /** Checks the weights. */
  public BinaryCrossEntropyWithLogits {
    positiveWeights = List.copyOf(positiveWeights);
    Options.weights("bce_with_logits", "pos_weight", positiveWeights);
  }

  /** Creates the loss with all weights 1; used by {@link java.util.ServiceLoader}. */
  public BinaryCrossEntropyWithLogits() {
    this(List.of());
  }

  /**
   * Returns this loss with weights of the positive class: one, or one for each element of the last
   * axis.
   */
  public BinaryCrossEntropyWithLogits withPositiveWeights(double... weights) {
    return new BinaryCrossEntropyWithLogits(Arrays.stream(weights).boxed().toList());
  }

  @Override
  public String id() {
    return "bce_with_logits";
  }

  @Override
  public Scores scores() {
    return Scores.LOGITS;
  }

  @Override
  public OptionalDouble threshold() {
    return OptionalDouble.of(0);
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor positive = target.mul(prediction.neg().softplus());
    Tensor negative = target.neg().add(1).mul(prediction.softplus());
    return positive.mul(weights(prediction)).add(negative);
  }

  private Tensor weights(Tensor prediction) {
    if (positiveWeights.size() < 2) {
      return Targets.scalar(prediction, positiveWeights.isEmpty() ? 1 : positiveWeights.get(0));
    }
    if (positiveWeights.size() != prediction.shape().dim(-1)) {
      throw new ShapeException(
          "bce_with_logits: "
              + positiveWeights.size()
              + " positive weights for predictions "
              + prediction.shape()
              + ", expected one for each element of the last axis");
    }
    return Options.tensor(prediction, positiveWeights);
  }

  @Override
  public Attributes attributes() {
    return Options.with(Attributes.none(), "pos_weight", positiveWeights);
  }

  @Override
  public BinaryCrossEntropyWithLogits with(Attributes attributes) {
    attributes.allowOnly("pos_weight");
    return new BinaryCrossEntropyWithLogits(
        Options.numbers(attributes, "pos_weight", positiveWeights));
  }
}
