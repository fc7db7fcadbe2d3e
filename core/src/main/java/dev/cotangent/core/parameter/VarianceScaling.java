package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * Independent values around 0 with the variance scale/n, where n is how many inputs an output sees,
 * how many outputs an input reaches, or the mean of both: what keeps signals or gradients as large
 * from layer to layer. A weight [out, in, ..] has n_in = in·(elements behind) and n_out =
 * out·(elements behind), as in PyTorch.
 *
 * @param scale above 0: 1 for LeCun and Xavier, 2 for layers before a relu (He)
 * @param fan what n is
 * @param distribution of the values
 */
public record VarianceScaling(double scale, Fan fan, Distribution distribution)
    implements Initializer {

  /** What the variance is divided by. */
  public enum Fan {
    /** n_in. */
    IN,
    /** n_out. */
    OUT,
    /** (n_in + n_out)/2. */
    AVERAGE
  }

  /** How the values are spread. */
  public enum Distribution {
    /** Equally within ±√(3·variance). */
    UNIFORM,
    /** Normal. */
    NORMAL
  }

  /** Checks the scale. */
  public VarianceScaling {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new CotangentException("variance_scaling: scale " + scale + " is not above 0");
    }
  }

  @Override
  public String id() {
    return "variance_scaling";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    double deviation = Math.sqrt(scale / Math.max(1, divisor(shape)));
    Initializer drawn =
        distribution == Distribution.NORMAL
            ? new Normal(0, deviation)
            : new Uniform(-deviation * Math.sqrt(3), deviation * Math.sqrt(3));
    drawn.fill(values, shape, stream);
  }

  private double divisor(Shape shape) {
    if (shape.rank() < 2) {
      throw new CotangentException(
          "variance_scaling: a weight of shape " + shape + " has no inputs and outputs");
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
