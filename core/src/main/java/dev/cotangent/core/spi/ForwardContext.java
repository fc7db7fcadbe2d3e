package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;

/** What a layer's forward code needs beyond its input. Used once per plan, on one thread. */
public interface ForwardContext {

  /**
   * Whether the plan is for training; fixed for a plan, so that a Java {@code if} on it costs
   * nothing at run time.
   */
  boolean training();

  /**
   * The tensor that holds a parameter's value: of a state that was {@linkplain #update updated} in
   * this plan, its new one.
   */
  Tensor read(Parameter parameter);

  /**
   * A random BOOL tensor that holds with probability {@code probability} at each element: a
   * function of the seed, the path, the step, the row and the element, and of nothing else.
   *
   * @param path the place of use, such as the layer's path, so that two uses differ
   * @param shape with the batch as first axis
   */
  Tensor bernoulli(String path, double probability, Shape shape);

  /**
   * Random numbers in [0, 1), multiples of 2⁻²⁴, drawn as {@link #bernoulli} draws: in the element
   * type that the context computes in, which is F32 but in checks.
   *
   * @param path the place of use, such as the layer's path, so that two uses differ
   * @param shape with the batch as first axis
   */
  Tensor uniform(String path, Shape shape);

  /**
   * Random numbers of the standard normal distribution, in ±6.34, drawn as {@link #uniform} draws.
   *
   * @param path the place of use, such as the layer's path, so that two uses differ
   * @param shape with the batch as first axis
   */
  Tensor normal(String path, Shape shape);

  /**
   * Gives a state its value after this step; written only once the step has succeeded. A layer that
   * is applied more than once goes on with what it gave the time before.
   *
   * @throws dev.cotangent.core.ShapeException if the value has another shape
   */
  void update(Parameter state, Tensor value);
}
