package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.parameter.VarianceScaling.Fan;
import dev.cotangent.core.parameter.VarianceScaling.Sampling;
import dev.cotangent.core.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The usual weight initializers, and their names in layer attributes. */
public final class Initializers {

  private static final NavigableMap<String, Initializer> NAMED =
      new TreeMap<>(
          Map.of(
              "xavier_uniform", xavierUniform(),
              "xavier_normal", xavierNormal(),
              "he_uniform", heUniform(),
              "he_normal", heNormal(),
              "lecun_uniform", lecunUniform(),
              "lecun_normal", lecunNormal(),
              "orthogonal", new Orthogonal(1),
              "truncated_normal", new TruncatedNormal(0, 0.02),
              "zeros", ConstantInitializer.zeros()));

  private Initializers() {}

  /** The names that {@link #named} accepts, sorted. */
  public static List<String> names() {
    return List.copyOf(NAMED.navigableKeySet());
  }

  /**
   * Uniform values in ±√(6/(n_in + n_out)).
   *
   * <p>X. Glorot, Y. Bengio: <i>Understanding the difficulty of training deep feedforward neural
   * networks</i>, AISTATS 2010.
   */
  public static Initializer xavierUniform() {
    return new VarianceScaling(1, Fan.AVERAGE, Sampling.UNIFORM);
  }

  /** Normal values of variance 2/(n_in + n_out); see {@link #xavierUniform}. */
  public static Initializer xavierNormal() {
    return new VarianceScaling(1, Fan.AVERAGE, Sampling.NORMAL);
  }

  /**
   * Uniform values in ±√(6/n_in), for layers before a relu.
   *
   * <p>K. He, X. Zhang, S. Ren, J. Sun: <i>Delving deep into rectifiers</i>, ICCV 2015.
   */
  public static Initializer heUniform() {
    return new VarianceScaling(2, Fan.IN, Sampling.UNIFORM);
  }

  /** Normal values of variance 2/n_in; see {@link #heUniform}. */
  public static Initializer heNormal() {
    return new VarianceScaling(2, Fan.IN, Sampling.NORMAL);
  }

  /**
   * Uniform values in ±√(3/n_in).
   *
   * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Müller: <i>Efficient backprop</i>, 1998.
   */
  public static Initializer lecunUniform() {
    return new VarianceScaling(1, Fan.IN, Sampling.UNIFORM);
  }

  /** Normal values of variance 1/n_in, as selu requires; see {@link #lecunUniform}. */
  public static Initializer lecunNormal() {
    return new VarianceScaling(1, Fan.IN, Sampling.NORMAL);
  }

  /**
   * Returns the initializer of that name, as used in layer attributes: {@code xavier_uniform},
   * {@code xavier_normal}, {@code he_uniform}, {@code he_normal}, {@code lecun_uniform}, {@code
   * lecun_normal}, {@code orthogonal}, {@code truncated_normal} (standard deviation 0.02) or {@code
   * zeros}.
   *
   * @throws CotangentException if there is none; the message lists the names
   */
  public static Initializer named(String name) {
    Given.of("initializer: the name", name);
    Initializer found = NAMED.get(name);
    if (found == null) {
      throw new CotangentException(
          "unknown initializer '"
              + name
              + "', expected one of "
              + NAMED.navigableKeySet()
              + Nearest.hint(name, NAMED.navigableKeySet()));
    }
    return found;
  }
}
