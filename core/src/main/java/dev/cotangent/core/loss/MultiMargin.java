package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Multi-class margin loss: Σ max(0, margin − x[class] + x[j])^p over all other classes j, divided
 * by the number of classes, for scores x [.., classes] and class indices I32 [..]; averaged over
 * all rows, as in PyTorch's {@code multi_margin_loss}.
 *
 * @param norm 1 or 2 (PyTorch's default); saved as {@code p}, by default 1
 * @param margin minimum difference between the true class's score and any other, finite (PyTorch's
 *     default); saved as {@code margin}, by default 1.0
 */
public record MultiMargin(int norm, double margin) implements ClassLoss {

  /** Checks the attributes. */
  public MultiMargin {
    Options.that(norm == 1 || norm == 2, "multi_margin", "p", norm, "1 or 2");
    Options.finite("multi_margin", "margin", margin);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public MultiMargin() {
    this(1, 1.0);
  }

  /** Returns a copy with another norm, 1 or 2. */
  public MultiMargin withNorm(int newNorm) {
    return new MultiMargin(newNorm, margin);
  }

  /** Returns a copy with another margin. */
  public MultiMargin withMargin(double newMargin) {
    return new MultiMargin(norm, newMargin);
  }

  @Override
  public String id() {
    return "multi_margin";
  }

  @Override
  public Tensor row(Tensor prediction, Tensor target) {
    Tensor right = Targets.oneHot(prediction, target);
    Tensor zero = Targets.scalar(prediction, 0);
    Tensor score = right.where(prediction, zero).sum(List.of(-1), true);
    Tensor excess = prediction.sub(score).add(margin).relu();
    Tensor wrong = right.where(zero, norm == 1 ? excess : excess.square());
    return wrong.sum(-1).div(prediction.shape().dim(-1));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("p", norm).with("margin", margin);
  }

  @Override
  public MultiMargin with(Attributes attributes) {
    attributes.allowOnly("p", "margin");
    return new MultiMargin(attributes.integer("p", norm), attributes.number("margin", margin));
  }
}
