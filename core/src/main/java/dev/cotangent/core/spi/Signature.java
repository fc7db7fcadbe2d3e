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
 * <p>A name consists of at most {@value #LONGEST_NAME} letters, digits, {@code _} and {@code -}.
 * Immutable, compared by value, order included.
 */
public final class Signature {

  /** The name of the input of a model that was built for a single shape. */
  public static final String FEATURES = "features";

  /** The default name of a layer's only output. */
  public static final String OUTPUT = "output";

  private static final int LONGEST_NAME = 100;
  private static final Signature NONE = new Signature(Named.none("port"));

  private final Named<Port> ports;

  private Signature(Named<Port> ports) {
    this.ports = ports;
  }

  /** Returns an empty signature, to which ports are added. */
  public static Signature none() {
    return NONE;
  }

  /** Returns a single F32 input named {@value #FEATURES}. */
  public static Signature of(Shape sample) {
    return of(FEATURES, sample);
  }

  /** Returns a single F32 port. */
  public static Signature of(String name, Shape sample) {
    return NONE.and(name, sample);
  }

  /** Returns a single port. */
  public static Signature of(String name, DType dtype, Shape sample) {
    return NONE.and(name, dtype, sample);
  }

  /**
   * Returns a signature of named ports, in order.
   *
   * @throws CotangentException if the numbers of names and ports differ, or a name is duplicated or
   *     invalid
   */
  public static Signature of(List<String> names, List<Port> ports) {
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(checked(name))) {
        throw new CotangentException(
            "two ports have the name '" + name + "', expected unique names");
      }
    }
    if (names.size() != ports.size()) {
      throw new CotangentException(
          names.size() + " names for " + ports.size() + " ports, expected a name for each port");
    }
    return new Signature(new Named<>("port", names, ports));
  }

  /** Returns a copy with another F32 port. */
  public Signature and(String name, Shape sample) {
    return and(name, Port.of(sample));
  }

  /** Returns a copy with another port. */
  public Signature and(String name, DType dtype, Shape sample) {
    return and(name, new Port(dtype, sample));
  }

  /**
   * Returns a copy with another port.
   *
   * @throws CotangentException if the name is taken or invalid
   */
  public Signature and(String name, Port port) {
    return new Signature(ports.and(checked(name), port));
  }

  /**
   * Returns the name after checking that it is valid for a port.
   *
   * @throws CotangentException if it is empty, too long, or has characters other than letters,
   *     digits, {@code _} and {@code -}
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

  /** The number of ports. */
  public int size() {
    return ports.size();
  }

  /** Whether there is exactly one port, and it is F32. */
  public boolean isSingle() {
    return size() == 1 && port(0).dtype() == DType.F32;
  }

  /** Whether there is a port of that name. */
  public boolean has(String name) {
    return names().contains(name);
  }

  /**
   * Returns the port of that name.
   *
   * @throws CotangentException if there is none; the message lists the names
   */
  public Port port(String name) {
    return ports.get(name);
  }

  /** The port at an index from 0. */
  public Port port(int index) {
    return ports.values().get(index);
  }

  /**
   * The index of a port, from 0.
   *
   * @throws CotangentException if there is none of that name; the message lists the names
   */
  public int index(String name) {
    return ports.index(name);
  }

  /**
   * Returns the only port.
   *
   * @throws CotangentException if there are several or none, naming them
   */
  public Port only() {
    return ports.only();
  }

  /** Returns the same ports with other names. */
  public Signature named(List<String> names) {
    Signature renamed = NONE;
    for (int i = 0; i < size(); i++) {
      renamed = renamed.and(names.get(i), port(i));
    }
    return renamed;
  }

  /** Creates graph inputs, one for each port, each [rows, sample...]. */
  public Tensors inputs(int rows) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Shape shape = port(i).sample().prepend(rows);
      inputs.add(Tensor.input(names().get(i), port(i).dtype(), shape));
    }
    return Tensors.of(this, inputs);
  }

  /**
   * Checks tensors and returns them in the order of the ports.
   *
   * @param owner the owner of the ports, for messages
   * @throws CotangentException if a tensor is missing or unknown
   * @throws ShapeException if a tensor has another type or sample shape
   */
  public Tensors arranged(String owner, Tensors given) {
    for (String name : given.names()) {
      if (!has(name)) {
        throw new CotangentException(
            owner + " has no input " + Brief.quoted(name) + ", expected " + this);
      }
    }
    Tensors arranged = Tensors.none();
    for (String name : names()) {
      if (!given.names().contains(name)) {
        throw new CotangentException(owner + ": input '" + name + "' is missing, expected " + this);
      }
      arranged = arranged.and(name, fitting(owner, name, given.get(name)));
    }
    return arranged;
  }

  private Tensor fitting(String owner, String name, Tensor x) {
    Port port = port(name);
    if (!fits(port, x)) {
      throw new ShapeException(
          owner
              + ": input '"
              + name
              + "' is "
              + x.type()
              + ", expected a batch of samples "
              + port);
    }
    return x;
  }

  private static boolean fits(Port port, Tensor x) {
    return x.shape().rank() > 0
        && port.takes(x.dtype())
        && x.shape().without(0).equals(port.sample());
  }

  /** Whether tensors, in this order, are batches that match the ports. */
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

  /** The sample shape if there is a single F32 port, else the text of {@link #toString}. */
  public String shapes() {
    return isSingle() ? port(0).sample().toString() : toString();
  }

  /** Lists the ports, as in {@code image F32[3, 32, 32], town I32[]}. */
  @Override
  public String toString() {
    return IntStream.range(0, size())
        .mapToObj(i -> names().get(i) + " " + port(i))
        .collect(Collectors.joining(", "));
  }
}
