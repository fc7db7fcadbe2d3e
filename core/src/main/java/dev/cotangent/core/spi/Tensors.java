package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tensors by name, in order: what goes into a {@link MultiLayer} and comes out. Immutable. */
public final class Tensors {

  private static final Tensors NONE = new Tensors(Named.none("tensor"));

  private final Named<Tensor> tensors;

  private Tensors(Named<Tensor> tensors) {
    this.tensors = tensors;
  }

  static Tensors none() {
    return NONE;
  }

  /** One tensor. */
  public static Tensors of(String name, Tensor tensor) {
    return NONE.and(name, tensor);
  }

  /**
   * A tensor for each port, in its order.
   *
   * @throws CotangentException if there are more or fewer than ports
   */
  public static Tensors of(Signature ports, Tensor... tensors) {
    return of(ports, Arrays.asList(tensors));
  }

  public static Tensors of(Signature ports, List<Tensor> tensors) {
    if (tensors.size() != ports.size()) {
      throw new CotangentException(tensors.size() + " tensors for the ports " + ports);
    }
    return new Tensors(new Named<>("tensor", ports.names(), tensors));
  }

  /**
   * These tensors and another.
   *
   * @throws CotangentException if there is one of that name
   */
  public Tensors and(String name, Tensor tensor) {
    return new Tensors(tensors.and(name, tensor));
  }

  /**
   * The tensor of that name.
   *
   * @throws CotangentException if there is none, naming those that there are
   */
  public Tensor get(String name) {
    return tensors.get(name);
  }

  /** The tensor at a place, from 0. */
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

  /** How many tensors there are. */
  public int size() {
    return tensors.size();
  }

  /** As in {@code image F32[8, 3, 32, 32], town I32[8]}. */
  @Override
  public String toString() {
    return IntStream.range(0, size())
        .mapToObj(i -> names().get(i) + " " + get(i).type())
        .collect(Collectors.joining(", "));
  }
}
