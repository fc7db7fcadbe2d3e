package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Cosine embedding loss: for embeddings a and b, rows of the last axis: 1 − cos(a, b) where the
 * target is above 0, max(0, cos(a, b) − margin) where it is not; averaged over all rows, as in
 * PyTorch's {@code cosine_embedding_loss} for targets of 1 and −1. A prediction [.., 2·d] holds a
 * and then b, a target [..].
 *
 * @param margin cosine up to which a dissimilar pair has no loss, from −1 to 1 (PyTorch's default);
 *     saved as {@code margin}, by default 0.0
 */
public record CosineEmbedding(double margin) implements PartsLoss {

  /** The defaults of PyTorch. */
  private static final double EPSILON = 1e-12;

  /** Checks the attributes. */
  public CosineEmbedding {
    Options.that(margin >= -1 && margin <= 1, "cosine_embedding", "margin", margin, "from -1 to 1");
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public CosineEmbedding() {
    this(0.0);
  }

  /** Creates the loss with that margin, from −1 to 1. */
  public static CosineEmbedding of(double margin) {
    return new CosineEmbedding(margin);
  }

  @Override
  public String id() {
    return "cosine_embedding";
  }

  @Override
  public int parts() {
    return 2;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction.without(-1);
  }

  @Override
  public Tensor compute(List<Tensor> parts, Tensor target) {
    Tensor a = parts.get(0);
    Tensor b = parts.get(1);
    Tensor cosine = a.mul(b).sum(-1).div(squares(a).mul(squares(b)).sqrt());
    return target.greater(0).where(cosine.neg().add(1), cosine.sub(margin).relu());
  }

  private static Tensor squares(Tensor x) {
    return x.square().sum(-1).add(EPSILON);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("margin", margin);
  }

  @Override
  public CosineEmbedding with(Attributes attributes) {
    attributes.allowOnly("margin");
    return new CosineEmbedding(attributes.number("margin", margin));
  }
}
