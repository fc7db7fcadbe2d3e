package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Triplet margin loss: max(0, ‖a − p‖ − ‖a − n‖ + margin) for an anchor a, a positive p and a
 * negative example n, rows of the last axis; averaged over all rows, as in PyTorch's {@code
 * triplet_margin_loss}. A prediction [.., 3·d] holds a, then p, then n; a target [..] is not read.
 *
 * <p>V. Balntas, E. Riba, D. Ponsa, K. Mikolajczyk: <i>Learning local feature descriptors with
 * triplets and shallow convolutional neural networks</i>, BMVC 2016.
 *
 * @param margin minimum excess of the negative's distance over the positive's, above 0 (PyTorch's
 *     default); saved as {@code margin}, by default 1.0
 * @param norm the norm's degree, from 1 (PyTorch's default); saved as {@code p}, by default 2.0
 * @param epsilon added to differences, above 0 (PyTorch's default); saved as {@code eps}, by
 *     default 1e-6
 * @param swap whether ‖p − n‖ replaces ‖a − n‖ if it is smaller (PyTorch's default); saved as
 *     {@code swap}, by default false
 */
public record TripletMargin(double margin, double norm, double epsilon, boolean swap)
    implements PartsLoss {

  /**
   * Sums of powers between the reciprocal of this number and this number have derivatives within
   * the range of F32.
   */
  private static final double FAR = 1e30;

  /** Checks the attributes. */
  public TripletMargin {
    Options.positive("triplet_margin", "margin", margin);
    Options.that(norm >= 1 && Double.isFinite(norm), "triplet_margin", "p", norm, "1 or more");
    Options.positive("triplet_margin", "eps", epsilon);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public TripletMargin() {
    this(1.0, 2.0, 1e-6, false);
  }

  /** Returns a copy with another margin, above 0. */
  public TripletMargin withMargin(double newMargin) {
    return new TripletMargin(newMargin, norm, epsilon, swap);
  }

  /** Returns a copy with another degree of the norm, from 1. */
  public TripletMargin withNorm(double newNorm) {
    return new TripletMargin(margin, newNorm, epsilon, swap);
  }

  /** Returns a copy in which ‖p − n‖ replaces ‖a − n‖ if it is smaller. */
  public TripletMargin withSwap() {
    return new TripletMargin(margin, norm, epsilon, true);
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
  public Tensor compute(List<Tensor> parts, Tensor target) {
    Tensor near = distance(parts.get(0), parts.get(1));
    Tensor far = distance(parts.get(0), parts.get(2));
    Tensor nearest = swap ? far.minimum(distance(parts.get(1), parts.get(2))) : far;
    return near.sub(nearest).add(margin).relu();
  }

  private Tensor distance(Tensor a, Tensor b) {
    Tensor difference = a.sub(b).add(epsilon);
    if (norm == 2) {
      return root(difference.square().sum(-1));
    }
    Tensor size = difference.abs();
    Tensor unit = unit(size);
    return root(size.div(unit).pow(norm).sum(-1)).mul(unit.sum(-1));
  }

  /** The root of a sum of powers; 0 with no gradient where the sum is 0, as in PyTorch. */
  private Tensor root(Tensor sum) {
    Tensor none = sum.equalTo(0);
    Tensor safe = none.where(Targets.scalar(sum, 1), sum);
    return none.where(Targets.scalar(sum, 0), norm == 2 ? safe.sqrt() : safe.pow(1 / norm));
  }

  /**
   * The scale of each row: 1, or its largest element if the sum of powers would overflow or
   * underflow. The norm does not depend on it, so it needs no gradient.
   */
  private Tensor unit(Tensor size) {
    Tensor one = Targets.scalar(size, 1);
    Tensor sum = size.pow(norm).sum(List.of(-1), true);
    Tensor largest = size.max(List.of(-1), true);
    Tensor own = largest.equalTo(0).where(one, largest);
    return sum.greater(1 / FAR).where(sum.less(FAR).where(one, own), own).detach();
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
