package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Margin ranking loss: max(0, margin − t·(a − b)) for scores a and b, where t is 1 if a should be
 * ranked higher and −1 if b should; averaged over all elements, as in PyTorch's {@code
 * margin_ranking_loss}. A prediction [.., 2·d] holds d scores a and then d scores b, a target [..,
 * d].
 *
 * @param margin minimum difference of the two scores, finite (PyTorch's default); saved as {@code
 *     margin}, by default 0.0
 */
public record MarginRanking(double margin) implements PartsLoss {

  /** Checks the attributes. */
  public MarginRanking {
    Options.finite("margin_ranking", "margin", margin);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public MarginRanking() {
    this(0.0);
  }

  /** Creates the loss with that margin. */
  public static MarginRanking of(double margin) {
    return new MarginRanking(margin);
  }

  @Override
  public String id() {
    return "margin_ranking";
  }

  @Override
  public int parts() {
    return 2;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction.with(-1, size(prediction));
  }

  @Override
  public Tensor compute(List<Tensor> parts, Tensor target) {
    return parts.get(0).sub(parts.get(1)).mul(target).neg().add(margin).relu();
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("margin", margin);
  }

  @Override
  public MarginRanking with(Attributes attributes) {
    attributes.allowOnly("margin");
    return new MarginRanking(attributes.number("margin", margin));
  }
}
