package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A named array of a model: a weight, which the optimizer trains, or a state, which a layer
 * updates. Compared by identity; its values are held by a {@link ParameterStore}. Immutable.
 */
public final class Parameter {

  private final String name;
  private final Shape shape;
  private final boolean trainable;
  private final List<Integer> storageOrder;
  private final Initializer initializer;
  private final boolean averagedOverShards;

  private Parameter(
      String name,
      Shape shape,
      boolean trainable,
      List<Integer> storageOrder,
      Initializer initializer,
      boolean averagedOverShards) {
    this.name = name;
    this.shape = shape;
    this.trainable = trainable;
    this.storageOrder = storageOrder;
    this.initializer = initializer;
    this.averagedOverShards = averagedOverShards;
  }

  /** Creates a weight, F32. */
  public static Parameter weight(String name, Shape shape, Initializer initializer) {
    return new Parameter(
        name, shape, true, IntStream.range(0, shape.rank()).boxed().toList(), initializer, false);
  }

  /** Creates a state, F32: saved and restored with the model, but not changed by optimizers. */
  public static Parameter state(String name, Shape shape, Initializer initializer) {
    return new Parameter(
        name, shape, false, IntStream.range(0, shape.rank()).boxed().toList(), initializer, false);
  }

  /**
   * Returns this parameter with another order of its axes in memory, which only the store and the
   * plan see: [1, 0] stores a dense weight of logical shape [out, in] as [in, out].
   */
  public Parameter stored(List<Integer> order) {
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, shape.rank()).boxed().toList())) {
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "': storage order "
              + order
              + " of "
              + shape
              + ", expected each axis once");
    }
    return new Parameter(
        name, shape, trainable, List.copyOf(order), initializer, averagedOverShards);
  }

  /**
   * Returns this state with the declaration that the mean of several new values, one for each shard
   * of a mini-batch, is a new value as well, as for a running mean. Without it, a training whose
   * mini-batches are divided into shards refuses the layer.
   */
  public Parameter averagedOverShards() {
    return new Parameter(name, shape, trainable, storageOrder, initializer, true);
  }

  /** Whether new values of several shards may be {@linkplain #averagedOverShards averaged}. */
  public boolean isAveragedOverShards() {
    return averagedOverShards;
  }

  /** The layer's path and the name within it, as in {@code 0.weight}. */
  public String name() {
    return name;
  }

  /** The logical shape, which users, plugins and files see. */
  public Shape shape() {
    return shape;
  }

  /** Whether it is a weight, which optimizers update. */
  public boolean trainable() {
    return trainable;
  }

  /** The logical axis of each axis in memory. */
  public List<Integer> storageOrder() {
    return storageOrder;
  }

  /** The initializer of its values. */
  public Initializer initializer() {
    return initializer;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
