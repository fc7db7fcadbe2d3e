package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;

/**
 * Poisson negative log-likelihood without ln t!: e^x − t·x for logarithms x of expected counts and
 * counts t, averaged over all elements, as in PyTorch's {@code poisson_nll_loss}. If x is the
 * expected count itself, x − t·ln(x + ε).
 *
 * @param logInput whether predictions are logarithms (PyTorch's default); saved as {@code
 *     log_input}, by default true
 * @param full whether Stirling's approximation of ln t! is added (PyTorch's default); saved as
 *     {@code full}, by default false
 * @param epsilon ε, above 0 (PyTorch's default); saved as {@code eps}, by default 1e-8
 */
public record PoissonNll(boolean logInput, boolean full, double epsilon) implements ElementLoss {

  /** Checks the attributes. */
  public PoissonNll {
    Options.positive("poisson_nll", "eps", epsilon);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public PoissonNll() {
    this(true, false, 1e-8);
  }

  /** Returns a copy for predictions that are logarithms, or rates. */
  public PoissonNll withLogInput(boolean logarithms) {
    return new PoissonNll(logarithms, full, epsilon);
  }

  /** Returns a copy that adds Stirling's approximation of ln t!. */
  public PoissonNll withFull() {
    return new PoissonNll(logInput, true, epsilon);
  }

  /** Returns a copy with another ε. */
  public PoissonNll withEpsilon(double newEpsilon) {
    return new PoissonNll(logInput, full, newEpsilon);
  }

  @Override
  public String id() {
    return "poisson_nll";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor loss =
        logInput
            ? prediction.exp().sub(target.mul(prediction))
            : prediction.sub(target.mul(prediction.add(epsilon).log()));
    return full ? loss.add(factorial(target)) : loss;
  }

  /** Stirling's approximation of ln t!, used above 1. */
  private static Tensor factorial(Tensor target) {
    Tensor large = target.greater(1);
    Tensor t = large.where(target, Targets.scalar(target, 1));
    Tensor stirling = t.mul(t.log()).sub(t).add(t.mul(2 * Math.PI).log().div(2));
    return large.where(stirling, Targets.scalar(target, 0));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("log_input", logInput).with("full", full).with("eps", epsilon);
  }

  @Override
  public PoissonNll with(Attributes attributes) {
    attributes.allowOnly("log_input", "full", "eps");
    return new PoissonNll(
        attributes.bool("log_input", logInput),
        attributes.bool("full", full),
        attributes.number("eps", epsilon));
  }
}
