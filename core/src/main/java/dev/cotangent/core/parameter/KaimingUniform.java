package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws independent values, uniform in ±1/√fanIn: PyTorch's default for the
 * weights and the biases of linear and convolution layers (Kaiming's rule with slope a = √5).
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: <i>Delving deep into rectifiers</i>, ICCV 2015.
 *
 * @param fanIn the number of inputs of each output of the layer; if 0, the values are 0
 */
public record KaimingUniform(int fanIn) implements Initializer {

  /** Checks the number. */
  public KaimingUniform {
    if (fanIn < 0) {
      throw new CotangentException("kaiming_uniform: fanIn is " + fanIn + ", expected at least 0");
    }
  }

  /** Draws for that many inputs of each output. */
  public static KaimingUniform of(int fanIn) {
    return new KaimingUniform(fanIn);
  }

  @Override
  public String id() {
    return "kaiming_uniform";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    double bound = fanIn == 0 ? 0 : 1 / Math.sqrt(fanIn);
    new Uniform(-bound, bound).fill(values, shape, stream);
  }
}
