package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Named tensors, in order: the inputs or outputs of a {@link MultiLayer}. Immutable. */
public final class Tensors {

  private static final Tensors NONE = new Tensors(Named.none("tensor"));

  private final Named<Tensor> tensors;

  private Tensors(Named<Tensor> tensors) {
    this.tensors = tensors;
  }

  static Tensors none() {
    return NONE;
  }

  /** Returns a single named tensor. */
  public static Tensors of(String name, Tensor tensor) {
    return NONE.and(name, tensor);
  }

  /**
   * Returns one tensor for each port, in order.
   *
   * @throws CotangentException if the numbers of tensors and ports differ
   */
  public static Tensors of(Signature ports, Tensor... tensors) {
    return of(ports, Arrays.asList(tensors));
  }

  /**
   * Returns one tensor for each port, in order.
   *
   * @throws CotangentException if the numbers of tensors and ports differ
   */
  public static Tensors of(Signature ports, List<Tensor> tensors) {
    if (tensors.size() != ports.size()) {
      throw new CotangentException(
          tensors.size() + " tensors for the ports " + ports + ", expected a tensor for each port");
    }
    return new Tensors(new Named<>("tensor", ports.names(), tensors));
  }

  /**
   * Returns a copy with another tensor.
   *
   * @throws CotangentException if the name is taken
   */
  public Tensors and(String name, Tensor tensor) {
    return new Tensors(tensors.and(name, tensor));
  }

  /**
   * The tensor of that name.
   *
   * @throws CotangentException if there is none; the message lists the names
   */
  public Tensor get(String name) {
    return tensors.get(name);
  }

  /** The tensor at an index from 0. */
  public Tensor get(int index) {
    return tensors.values().get(index);
  }

  /**
   * The only tensor.
   *
   * @throws CotangentException if there are several or none, naming them
   */
  public Tensor only() {
    return tensors.only();
  }

  /** The names in order. */
  public List<String> names() {
    return tensors.names();
  }

  /** The tensors in order. */
  public List<Tensor> list() {
    return tensors.values();
  }

  /** The number of tensors. */
  public int size() {
    return tensors.size();
  }

  /** Lists names and types, as in {@code image F32[8, 3, 32, 32], town I32[8]}. */
  @Override
  public String toString() {
    return IntStream.range(0, size())
        .mapToObj(i -> names().get(i) + " " + get(i).type())
        .collect(Collectors.joining(", "));
  }
}
