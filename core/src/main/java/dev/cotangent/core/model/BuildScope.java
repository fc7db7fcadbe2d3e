package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerFactory;
import dev.cotangent.core.spi.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Collects the parameters and plugins of a model while it is being built; child scopes share the
 * collections.
 */
final class BuildScope implements Scope {

  /** Models with up to this many numbers fit into any heap and are not checked. */
  private static final int SMALL = 1 << 16;

  /** Approximate bytes of a built layer and its nodes in a prediction graph. */
  private static final double EACH = 3000;

  private static final int MANY = 1000;

  private final String path;
  private final double uses;
  private final LayerFactory factory;
  private final Map<String, Parameter> parameters;
  private final List<PluginUse> plugins;

  /** The number of parameter elements so far, shared with child scopes. */
  private final long[] numbers;

  /** Maps a declared parameter to itself, or to the one of an existing model. */
  private final UnaryOperator<Parameter> known;

  /**
   * The number of layer and activation applications in one forward pass so far, shared with child
   * scopes.
   */
  private final double[] applied;

  private BuildScope(
      String path,
      double uses,
      LayerFactory factory,
      Map<String, Parameter> parameters,
      List<PluginUse> plugins,
      long[] numbers,
      double[] applied,
      UnaryOperator<Parameter> known) {
    this.known = known;
    this.numbers = numbers;
    this.applied = applied;
    this.path = path;
    this.uses = uses;
    this.factory = factory;
    this.parameters = parameters;
    this.plugins = plugins;
  }

  /** The scope of a model's outermost layer. */
  static BuildScope root(Registry registry) {
    return root(registry, UnaryOperator.identity());
  }

  /** Like {@link #root(Registry)}, for a model that shares existing parameters. */
  static BuildScope root(Registry registry, UnaryOperator<Parameter> known) {
    return new BuildScope(
        "",
        1,
        new PlacingFactory(registry),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new long[1],
        new double[1],
        known);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Parameter add(Parameter declared) {
    Parameter parameter = known.apply(declared);
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      throw new CotangentException(
          "the model has two parameters '"
              + parameter.name()
              + "', expected unique names: "
              + parameter
              + " and "
              + parameters.get(parameter.name()));
    }
    numbers[0] += parameter.shape().size();
    if (numbers[0] > SMALL) {
      MemoryException.checkTwice(
          "the model, " + numbers[0] + " numbers up to its parameter " + parameter + ",",
          (double) numbers[0] * Float.BYTES);
    }
    return parameter;
  }

  @Override
  public Scope child(String name) {
    String full = path.isEmpty() ? name : path + "." + name;
    return new BuildScope(full, uses, factory, parameters, plugins, numbers, applied, known);
  }

  @Override
  public Scope applied(int times) {
    return new BuildScope(
        path, uses * times, factory, parameters, plugins, numbers, applied, known);
  }

  @Override
  public void note(RegistryEntry plugin) {
    double before = applied[0];
    applied[0] += uses;
    if (Math.floor(applied[0] / MANY) > Math.floor(before / MANY)) {
      MemoryException.checkTwice(
          String.format(
              Locale.ROOT, "the model, %.0f layers and activations up to '%s',", applied[0], path),
          applied[0] * EACH);
    }
    plugins.add(new PluginUse(path, plugin));
  }

  @Override
  public LayerFactory factory() {
    return factory;
  }

  /** The declared parameters, in order. */
  List<Parameter> parameters() {
    return new ArrayList<>(parameters.values());
  }

  /** The plugins used, in order. */
  List<PluginUse> plugins() {
    return List.copyOf(plugins);
  }
}
