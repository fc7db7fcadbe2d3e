package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Gaussian negative log-likelihood: ½·(ln v + (m − t)²/v) for means m and variances v, averaged
 * over all elements, as in PyTorch's {@code gaussian_nll_loss}. A prediction [.., 2·d] holds d
 * means and then d variances, a target [.., d].
 *
 * <p>Variances are clamped to at least ε, and no gradient flows through a clamped one (in PyTorch
 * it does).
 *
 * <p>D. A. Nix, A. S. Weigend: <i>Estimating the mean and variance of the target probability
 * distribution</i>, 1994.
 *
 * @param full whether the constant ½·ln 2π is added (PyTorch's default); saved as {@code full}, by
 *     default false
 * @param epsilon ε, above 0 (PyTorch's default); saved as {@code eps}, by default 1e-6
 */
public record GaussianNll(boolean full, double epsilon) implements PartsLoss {

  /** Checks the attributes. */
  public GaussianNll {
    Options.positive("gaussian_nll", "eps", epsilon);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public GaussianNll() {
    this(false, 1e-6);
  }

  /** Returns a copy that adds the constant ½·ln 2π. */
  public GaussianNll withFull() {
    return new GaussianNll(true, epsilon);
  }

  /** Returns a copy with another ε. */
  public GaussianNll withEpsilon(double newEpsilon) {
    return new GaussianNll(full, newEpsilon);
  }

  @Override
  public String id() {
    return "gaussian_nll";
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
    Tensor variance = parts.get(1).maximum(Targets.scalar(target, epsilon));
    Tensor squares = parts.get(0).sub(target).square().div(variance);
    double constant = full ? StrictMath.log(2 * Math.PI) / 2 : 0;
    return variance.log().add(squares).div(2).add(constant);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("full", full).with("eps", epsilon);
  }

  @Override
  public GaussianNll with(Attributes attributes) {
    attributes.allowOnly("full", "eps");
    return new GaussianNll(attributes.bool("full", full), attributes.number("eps", epsilon));
  }
}
