package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A named array that belongs to a model: a weight that training finds, or a state that a layer
 * keeps. Compared by identity; its values live in a {@link ParameterStore}. Immutable.
 */
public final class Parameter {

  private final String name;
  private final Shape shape;
  private final boolean trainable;
  private final List<Integer> storageOrder;
  private final Initializer initializer;

  private Parameter(
      String name,
      Shape shape,
      boolean trainable,
      List<Integer> storageOrder,
      Initializer initializer) {
    this.name = name;
    this.shape = shape;
    this.trainable = trainable;
    this.storageOrder = storageOrder;
    this.initializer = initializer;
  }

  /** A weight, F32. */
  public static Parameter weight(String name, Shape shape, Initializer initializer) {
    return new Parameter(
        name, shape, true, IntStream.range(0, shape.rank()).boxed().toList(), initializer);
  }

  /** A state, F32: saved and restored with the model, but never touched by an optimizer. */
  public static Parameter state(String name, Shape shape, Initializer initializer) {
    return new Parameter(
        name, shape, false, IntStream.range(0, shape.rank()).boxed().toList(), initializer);
  }

  /**
   * The same parameter with its axes in another order in memory, which only the store and the plan
   * see: [1, 0] lets a dense weight of logical shape [out, in] lie as [in, out].
   */
  public Parameter stored(List<Integer> order) {
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, shape.rank()).boxed().toList())) {
      throw new IllegalArgumentException(order + " does not reorder the axes of " + shape);
    }
    return new Parameter(name, shape, trainable, List.copyOf(order), initializer);
  }

  /** The path of the layer and the name within it, as in {@code 0.weight}. */
  public String name() {
    return name;
  }

  /** The logical shape, which users, plugins and files see. */
  public Shape shape() {
    return shape;
  }

  /** Whether optimizers change it. */
  public boolean trainable() {
    return trainable;
  }

  /** Which logical axis each axis in memory is. */
  public List<Integer> storageOrder() {
    return storageOrder;
  }

  /** Where its first values come from. */
  public Initializer initializer() {
    return initializer;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
