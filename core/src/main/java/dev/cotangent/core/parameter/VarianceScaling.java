package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws independent values of mean 0 and variance scale/n, where n is the
 * fan-in, the fan-out or their mean; this keeps the magnitude of signals or gradients constant from
 * layer to layer. A weight [out, in, ..] has n_in = in·(product of the remaining axes) and n_out =
 * out·(product of the remaining axes), as in PyTorch.
 *
 * @param scale above 0: 1 for LeCun and Xavier, 2 for layers before a relu (He)
 * @param fan the choice of n
 * @param distribution the distribution of the values
 */
public record VarianceScaling(double scale, Fan fan, Sampling distribution) implements Initializer {

  /** The divisor n of the variance. */
  public enum Fan {
    /** n_in, the number of inputs of each output. */
    IN,
    /** n_out, the number of outputs of each input. */
    OUT,
    /** (n_in + n_out)/2. */
    AVERAGE
  }

  /** The distribution of the values. */
  public enum Sampling {
    /** Uniform in ±√(3·variance). */
    UNIFORM,
    /** Normal. */
    NORMAL
  }

  /** Checks the scale. */
  public VarianceScaling {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new CotangentException(
          "variance_scaling: scale is " + scale + ", expected a number above 0");
    }
  }

  /** Draws with a variance of scale / n. */
  public static VarianceScaling of(double scale, Fan fan, Sampling distribution) {
    return new VarianceScaling(scale, fan, distribution);
  }

  @Override
  public String id() {
    return "variance_scaling";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    double deviation = Math.sqrt(scale / Math.max(1, divisor(shape)));
    Initializer drawn =
        distribution == Sampling.NORMAL
            ? new Normal(0, deviation)
            : new Uniform(-deviation * Math.sqrt(3), deviation * Math.sqrt(3));
    drawn.fill(values, shape, stream);
  }

  private double divisor(Shape shape) {
    if (shape.rank() < 2) {
      throw new CotangentException(
          "variance_scaling: the shape is "
              + shape
              + ", expected at least 2 axes, [outputs, inputs, ...]");
    }
    double behind = shape.slice(2, shape.rank()).size();
    double in = shape.dim(1) * behind;
    double out = shape.dim(0) * behind;
    return switch (fan) {
      case IN -> in;
      case OUT -> out;
      case AVERAGE -> (in + out) / 2;
    };
  }
}
