package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;

/**
 * Kullback–Leibler divergence: t·(ln t − x) for log-probabilities x and probabilities t, 0 where t
 * is 0 and NaN where it is negative; averaged over all elements, as in PyTorch's {@code kl_div}.
 * The sum divided by the number of rows is the divergence of t from e^x.
 *
 * @param logTarget whether targets are logarithms too (PyTorch's default); saved as {@code
 *     log_target}, by default false
 */
public record KullbackLeibler(boolean logTarget) implements ElementLoss {

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public KullbackLeibler() {
    this(false);
  }

  /** Returns a copy for targets that are logarithms, too. */
  public KullbackLeibler withLogTarget() {
    return new KullbackLeibler(true);
  }

  @Override
  public String id() {
    return "kl_div";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    if (logTarget) {
      return target.exp().mul(target.sub(prediction));
    }
    Tensor none = target.equalTo(0);
    Tensor safe = none.where(Targets.scalar(target, 1), target);
    Tensor known = none.where(Targets.scalar(target, 0), target.mul(safe.log()));
    return known.sub(target.mul(prediction));
  }

  @Override
  public Interval targets() {
    return logTarget ? Interval.all() : Interval.above(0);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("log_target", logTarget);
  }

  @Override
  public KullbackLeibler with(Attributes attributes) {
    attributes.allowOnly("log_target");
    return new KullbackLeibler(attributes.bool("log_target", logTarget));
  }
}
