package demo;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.spi.Attributes;

/** √(1 + ((p − t) / δ)²) − 1 of each element. */
public record Soft(double delta) implements Loss {

  /** Checks the attribute. */
  public Soft {
    if (!((float) delta > 0 && Float.isFinite((float) delta))) {
      throw new CotangentException(
          "soft: attribute 'delta' is " + delta + ", expected a number above 0");
    }
  }

  /** With δ = 1. */
  public Soft() {
    this(1);
  }

  @Override
  public String id() {
    return "soft";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("delta", delta);
  }

  @Override
  public Soft with(Attributes attributes) {
    attributes.allowOnly("delta");
    return new Soft(attributes.number("delta", delta));
  }

  @Override
  public LossTerms terms(Tensor prediction, Tensor target) {
    if (!target.shape().equals(prediction.shape())) {
      throw new ShapeException(
          "soft: targets " + target.type() + ", expected " + prediction.type());
    }
    Tensor square = prediction.sub(target).div(delta).square();
    return LossTerms.of(square.div(square.add(1).sqrt().add(1)));
  }

  @Override
  public DType targetType() {
    return DType.F32;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction;
  }
}
