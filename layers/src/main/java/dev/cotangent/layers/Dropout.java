package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Dropout: in training each element is set to 0 with probability p and divided by 1 − p otherwise,
 * which preserves its expected value; in inference y = x. Any shape, no parameters.
 *
 * <p>The choice of dropped elements depends only on the seed, the layer's path, the step, the row
 * in the mini-batch and the element. A dropped element may be infinite or NaN.
 *
 * <p>N. Srivastava et al.: <i>Dropout: a simple way to prevent neural networks from
 * overfitting</i>, JMLR 15, 2014.
 *
 * @param rate p in [0, 1); saved as {@code rate}, by default 0.5, as in PyTorch
 */
public record Dropout(double rate) implements LayerSpec {

  private static final double DEFAULT_RATE = 0.5;

  /** Validates the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new CotangentException(
          "dropout: attribute 'rate' is " + rate + ", expected a number in [0, 1)");
    }
  }

  /** A rate of 0.5; required by {@link java.util.ServiceLoader}. */
  public Dropout() {
    this(DEFAULT_RATE);
  }

  /** Creates a layer with that dropout probability, in [0, 1). */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public String id() {
    return "dropout";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("rate", rate);
  }

  @Override
  public Dropout with(Attributes attributes) {
    attributes.allowOnly("rate");
    return new Dropout(attributes.number("rate", DEFAULT_RATE));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    return new Built(rate, scope.path(), input);
  }

  private record Built(double rate, String path, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      if (!context.training() || rate == 0) {
        return x;
      }
      Tensor kept = context.bernoulli(path, 1 - rate, x.shape());
      return kept.where(x.mul(1 / (1 - rate)), zero(x.dtype()));
    }

    private static Tensor zero(DType dtype) {
      return Tensor.full(new TensorType(dtype, Shape.scalar()), 0);
    }
  }
}
