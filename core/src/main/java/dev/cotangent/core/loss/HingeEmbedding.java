package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;

/**
 * Hinge embedding loss: for distances x and targets t: x where t is 1, max(0, margin − x) where t
 * is −1; averaged over all elements, as in PyTorch's {@code hinge_embedding_loss}, which adds both
 * where t is neither.
 *
 * @param margin minimum distance of dissimilar pairs, finite (PyTorch's default); saved as {@code
 *     margin}, by default 1.0
 */
public record HingeEmbedding(double margin) implements ElementLoss {

  /** Checks the attributes. */
  public HingeEmbedding {
    Options.finite("hinge_embedding", "margin", margin);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public HingeEmbedding() {
    this(1.0);
  }

  /** Creates the loss with that margin. */
  public static HingeEmbedding of(double margin) {
    return new HingeEmbedding(margin);
  }

  @Override
  public String id() {
    return "hinge_embedding";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor zero = Targets.scalar(prediction, 0);
    Tensor near = target.equalTo(-1).where(zero, prediction);
    Tensor far = target.equalTo(1).where(zero, prediction.neg().add(margin).relu());
    return near.add(far);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("margin", margin);
  }

  @Override
  public HingeEmbedding with(Attributes attributes) {
    attributes.allowOnly("margin");
    return new HingeEmbedding(attributes.number("margin", margin));
  }
}
