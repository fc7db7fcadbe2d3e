package dev.cotangent.core.optimizer;

import dev.cotangent.core.spi.Attributes;

/**
 * An update rule for parameters, given their gradients. The rule is an immutable value; its state
 * lives in arrays with the layout of the parameters. Thread-safe for different slices. A plugin
 * needs a public constructor without arguments, which gives the defaults, for {@link
 * java.util.ServiceLoader}.
 */
public interface Optimizer {

  /** The stable lower-case id, such as {@code adam}. */
  String id();

  /** The base learning rate, before any schedule; above 0. */
  double learningRate();

  /** Returns the same rule with another learning rate. */
  Optimizer withLearningRate(double learningRate);

  /** The attributes and their values except the learning rate; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * Returns the same rule with these attributes; absent ones and the learning rate keep their
   * values.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Optimizer with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /** The number of state arrays, each as long as the parameters and initially zero. */
  int slots();

  /** The number of scalars that {@link #prepare} computes for {@link #update}. */
  default int scalars() {
    return 0;
  }

  /**
   * Computes the scalars that all elements of a step share, such as a bias correction.
   *
   * @param step the number of this step, from 1
   * @param scalars receives {@link #scalars} numbers
   */
  default void prepare(long step, double[] scalars) {
    // most rules need no scalars
  }

  /**
   * Whether {@link #update} needs one whole parameter at a time, because the update of an element
   * depends on other elements; {@link ParameterSlice#rows} and the fields after it then describe
   * its layout. By default (false) a slice is any range, which may be part of a parameter or span
   * several.
   */
  default boolean wholeParameters() {
    return false;
  }

  /**
   * The length of {@link ParameterSlice#scratch} that a parameter needs; only for rules that update
   * {@linkplain #wholeParameters whole parameters}.
   *
   * @param rows the length of its first axis
   * @param columns the number of elements of each row
   */
  default int scratch(int rows, int columns) {
    return 0;
  }

  /** Updates one slice in place; must not allocate. */
  void update(ParameterSlice slice);
}
