package dev.cotangent.core.optimizer;

import dev.cotangent.core.spi.Attributes;

/**
 * A rule that changes parameters by their gradients: the rule is an immutable value, its state
 * lives in arrays beside the parameters. Safe for use by many threads on different slices. Found by
 * {@link java.util.ServiceLoader} through a public constructor without arguments, which gives the
 * defaults.
 */
public interface Optimizer {

  /** The stable lower-case name, as in {@code adam}. */
  String id();

  /** The learning rate before any schedule, &gt; 0. */
  double learningRate();

  /** The same rule with another learning rate. */
  Optimizer withLearningRate(double learningRate);

  /** The attributes and their values, the learning rate aside; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * The same rule with those attributes; absent ones keep their values, and so does the learning
   * rate.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Optimizer with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /** How many state arrays, each as long as the parameters and zero at first, the rule keeps. */
  int slots();

  /** How many numbers {@link #prepare} leaves for {@link #update}. */
  default int scalars() {
    return 0;
  }

  /**
   * Computes what is the same for every element of a step, such as a bias correction.
   *
   * @param step the number of this step, from 1
   * @param scalars receives {@link #scalars} numbers
   */
  default void prepare(long step, double[] scalars) {
    // nothing to prepare for most rules
  }

  /**
   * Whether {@link #update} has to be given whole parameters, one at a time, because what happens
   * to an element depends on others: then {@link Slice#rows} and its neighbours say how they lie.
   * By default a slice is any part of the parameters, or several of them.
   */
  default boolean wholeParameters() {
    return false;
  }

  /**
   * How long {@link Slice#scratch} has to be for a parameter; for rules of {@linkplain
   * #wholeParameters whole parameters}.
   *
   * @param rows the length of its first axis
   * @param columns the number of elements for each of these
   */
  default int scratch(int rows, int columns) {
    return 0;
  }

  /** Applies the rule to one slice: plain loops that allocate nothing. */
  void update(Slice slice);
}
