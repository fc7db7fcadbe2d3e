package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import java.util.List;

/**
 * max(0, ‖a − p‖ − ‖a − n‖ + margin) for an anchor a, a positive p and a negative example n, rows
 * of the last axis; averaged over all rows, as PyTorch's {@code triplet_margin_loss}. A prediction
 * [.., 3·d] holds a, then p, then n; a target [..] is not read.
 *
 * <p>V. Balntas, E. Riba, D. Ponsa, K. Mikolajczyk: <i>Learning local feature descriptors with
 * triplets and shallow convolutional neural networks</i>, BMVC 2016.
 *
 * @param margin by how much the negative shall be farther, above 0 (PyTorch's default); saved as
 *     {@code margin}, by default 1.0
 * @param norm the norm's degree, from 1 (PyTorch's default); saved as {@code p}, by default 2.0
 * @param epsilon added to differences, above 0 (PyTorch's default); saved as {@code eps}, by
 *     default 1e-6
 * @param swap whether ‖p − n‖ counts if it is smaller than ‖a − n‖ (PyTorch's default); saved as
 *     {@code swap}, by default false
 */
public record TripletMargin(double margin, double norm, double epsilon, boolean swap)
    implements PartsLoss {

  /** Checks the attributes. */
  public TripletMargin {
    Options.positive("triplet_margin", "margin", margin);
    Options.that(norm >= 1 && Double.isFinite(norm), "triplet_margin", "p", norm, "1 or more");
    Options.positive("triplet_margin", "eps", epsilon);
  }

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public TripletMargin() {
    this(1.0, 2.0, 1e-6, false);
  }

  @Override
  public String id() {
    return "triplet_margin";
  }

  @Override
  public int parts() {
    return 3;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction.without(-1);
  }

  @Override
  public Tensor of(List<Tensor> parts, Tensor target) {
    Tensor near = distance(parts.get(0), parts.get(1));
    Tensor far = distance(parts.get(0), parts.get(2));
    Tensor nearest = swap ? far.minimum(distance(parts.get(1), parts.get(2))) : far;
    return near.sub(nearest).add(margin).relu();
  }

  private Tensor distance(Tensor a, Tensor b) {
    Tensor difference = a.sub(b).add(epsilon);
    return norm == 2
        ? difference.square().sum(-1).sqrt()
        : difference.abs().pow(norm).sum(-1).pow(1 / norm);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("margin", margin)
        .with("p", norm)
        .with("eps", epsilon)
        .with("swap", swap);
  }

  @Override
  public TripletMargin with(Attributes attributes) {
    attributes.allowOnly("margin", "p", "eps", "swap");
    return new TripletMargin(
        attributes.number("margin", margin),
        attributes.number("p", norm),
        attributes.number("eps", epsilon),
        attributes.bool("swap", swap));
  }
}
