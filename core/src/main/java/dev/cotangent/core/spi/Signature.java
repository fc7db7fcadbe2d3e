package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.text.Brief;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inputs or outputs of a layer or model: names, each with its {@link Port}, in order.
 *
 * <pre>{@code
 * Signature.of("image", Shape.of(3, 32, 32)).and("town", DType.I32, Shape.scalar())
 * }</pre>
 *
 * <p>A name has letters, digits, {@code _} and {@code -}, at most {@value #LONGEST_NAME}.
 * Immutable, compared by value, the order included.
 */
public final class Signature {

  /** The name of the input of a model that was built for a shape alone. */
  public static final String FEATURES = "features";

  /** The name of the output of a layer that has one. */
  public static final String OUTPUT = "output";

  private static final int LONGEST_NAME = 100;
  private static final Signature NONE = new Signature(Named.none("port"));

  private final Named<Port> ports;

  private Signature(Named<Port> ports) {
    this.ports = ports;
  }

  /** No ports: where a list of them begins. */
  public static Signature none() {
    return NONE;
  }

  /** One input of numbers, called {@value #FEATURES}. */
  public static Signature of(Shape sample) {
    return of(FEATURES, sample);
  }

  /** One port of numbers, F32. */
  public static Signature of(String name, Shape sample) {
    return NONE.and(name, sample);
  }

  /** One port. */
  public static Signature of(String name, DType dtype, Shape sample) {
    return NONE.and(name, dtype, sample);
  }

  /**
   * Ports by name, in order.
   *
   * @throws CotangentException if there are more names than ports or fewer, two are equal, or one
   *     cannot be a name
   */
  public static Signature of(List<String> names, List<Port> ports) {
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(checked(name))) {
        throw new CotangentException("two ports have the name '" + name + "'");
      }
    }
    if (names.size() != ports.size()) {
      throw new CotangentException(names.size() + " names for " + ports.size() + " ports");
    }
    return new Signature(new Named<>("port", names, ports));
  }

  /** These ports and one of numbers, F32. */
  public Signature and(String name, Shape sample) {
    return and(name, Port.of(sample));
  }

  /** These ports and another. */
  public Signature and(String name, DType dtype, Shape sample) {
    return and(name, new Port(dtype, sample));
  }

  /**
   * These ports and another.
   *
   * @throws CotangentException if there is one of that name, or it cannot be a name
   */
  public Signature and(String name, Port port) {
    return new Signature(ports.and(checked(name), port));
  }

  /**
   * A name that a port can have.
   *
   * @throws CotangentException if it has other characters than letters, digits, {@code _} and
   *     {@code -}, or none
   */
  public static String checked(String name) {
    boolean plain = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int at = 0; plain && at < name.length(); at += Character.charCount(name.codePointAt(at))) {
      int c = name.codePointAt(at);
      plain = Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
    if (!plain) {
      throw new CotangentException(
          "the name "
              + Brief.quoted(name)
              + ", expected 1 to "
              + LONGEST_NAME
              + " letters, digits, '_' and '-'");
    }
    return name;
  }

  /** The names in order. */
  public List<String> names() {
    return ports.names();
  }

  /** The ports in order. */
  public List<Port> ports() {
    return ports.values();
  }

  /** How many ports there are. */
  public int size() {
    return ports.size();
  }

  /** Whether there is one port, of numbers. */
  public boolean isSingle() {
    return size() == 1 && port(0).dtype() == DType.F32;
  }

  /** Whether there is a port of that name. */
  public boolean has(String name) {
    return names().contains(name);
  }

  /**
   * The port of that name.
   *
   * @throws CotangentException if there is none, naming those that there are
   */
  public Port port(String name) {
    return ports.get(name);
  }

  /** The port at a place, from 0. */
  public Port port(int index) {
    return ports.values().get(index);
  }

  /**
   * The place of a port, from 0.
   *
   * @throws CotangentException if there is none of that name, naming those that there are
   */
  public int index(String name) {
    return ports.index(name);
  }

  /**
   * The only port.
   *
   * @throws CotangentException if there are several or none, naming them
   */
  public Port only() {
    return ports.only();
  }

  /** The same ports under other names. */
  public Signature named(List<String> names) {
    Signature renamed = NONE;
    for (int i = 0; i < size(); i++) {
      renamed = renamed.and(names.get(i), port(i));
    }
    return renamed;
  }

  /** Leaves of a graph that a run is fed, one for each port, each [rows, sample...]. */
  public Tensors inputs(int rows) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Shape shape = port(i).sample().prepend(rows);
      inputs.add(Tensor.input(names().get(i), port(i).dtype(), shape));
    }
    return Tensors.of(this, inputs);
  }

  /**
   * Those tensors in this order.
   *
   * @param owner of the ports, for messages
   * @throws CotangentException if one is missing or none of these
   * @throws ShapeException if one has another type or samples of another shape
   */
  public Tensors arranged(String owner, Tensors given) {
    for (String name : given.names()) {
      if (!has(name)) {
        throw new CotangentException(owner + " has no input " + Brief.quoted(name) + ": " + this);
      }
    }
    Tensors arranged = Tensors.none();
    for (String name : names()) {
      if (!given.names().contains(name)) {
        throw new CotangentException(owner + " takes " + this + ", and '" + name + "' is missing");
      }
      arranged = arranged.and(name, fitting(owner, name, given.get(name)));
    }
    return arranged;
  }

  private Tensor fitting(String owner, String name, Tensor x) {
    Port port = port(name);
    if (!fits(port, x)) {
      throw new ShapeException(
          owner + " takes a batch of samples " + port + " as '" + name + "', not " + x.type());
    }
    return x;
  }

  private static boolean fits(Port port, Tensor x) {
    return x.shape().rank() > 0
        && port.takes(x.dtype())
        && x.shape().without(0).equals(port.sample());
  }

  /** Whether tensors, in this order, are batches of what the ports take. */
  public boolean fits(Tensors given) {
    return given.size() == size()
        && IntStream.range(0, size()).allMatch(i -> fits(port(i), given.get(i)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature && ports.equals(signature.ports);
  }

  @Override
  public int hashCode() {
    return ports.hashCode();
  }

  /** The shape of one sample where there is one port of numbers, else as {@link #toString}. */
  public String shapes() {
    return isSingle() ? port(0).sample().toString() : toString();
  }

  /** As in {@code image F32[3, 32, 32], town I32[]}. */
  @Override
  public String toString() {
    return IntStream.range(0, size())
        .mapToObj(i -> names().get(i) + " " + port(i))
        .collect(Collectors.joining(", "));
  }
}
