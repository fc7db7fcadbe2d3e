package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;

/**
 * Gives a layer's forward code its parameters, random draws and mode. Used once per plan, on one
 * thread.
 */
public interface ForwardContext {

  /**
   * Whether the plan is for training (otherwise inference); fixed for a plan, so that a Java {@code
   * if} on it costs nothing at run time.
   */
  boolean training();

  /**
   * The tensor with a parameter's value; for a state that was {@linkplain #update updated} in this
   * plan, the new value.
   */
  Tensor read(Parameter parameter);

  /**
   * A random BOOL tensor whose elements are true with probability {@code probability}: a function
   * of the seed, path, step, row and element alone.
   *
   * @param path identifies the use, such as the layer's path, so that two uses draw different
   *     numbers
   * @param shape the shape, whose first axis is the batch
   */
  Tensor bernoulli(String path, double probability, Shape shape);

  /**
   * Random numbers in [0, 1), multiples of 2⁻²⁴, drawn like {@link #bernoulli}, in the element type
   * of the computation, F32 except in gradient checks.
   *
   * @param path identifies the use, such as the layer's path, so that two uses draw different
   *     numbers
   * @param shape the shape, whose first axis is the batch
   */
  Tensor uniform(String path, Shape shape);

  /**
   * Random numbers of the standard normal distribution, in ±6.34, drawn like {@link #uniform}.
   *
   * @param path identifies the use, such as the layer's path, so that two uses draw different
   *     numbers
   * @param shape the shape, whose first axis is the batch
   */
  Tensor normal(String path, Shape shape);

  /**
   * Sets a state's value after this step; it is written only when the step has succeeded. If a
   * layer is applied more than once, each application continues from the previous update.
   *
   * @throws dev.cotangent.core.CotangentException if the parameter is a weight
   * @throws dev.cotangent.core.ShapeException if the value has another shape
   */
  void update(Parameter state, Tensor value);
}
