package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the parameters and plugins of a model while it is being built; children write into the
 * same collections.
 */
final class BuildScope implements Scope {

  private final String path;
  private final Registry registry;
  private final Map<String, Parameter> parameters;
  private final List<PluginUse> plugins;

  private BuildScope(
      String path, Registry registry, Map<String, Parameter> parameters, List<PluginUse> plugins) {
    this.path = path;
    this.registry = registry;
    this.parameters = parameters;
    this.plugins = plugins;
  }

  /** The scope of a model's outermost layer. */
  static BuildScope root(Registry registry) {
    return new BuildScope("", registry, new LinkedHashMap<>(), new ArrayList<>());
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Parameter add(Parameter parameter) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      throw new CotangentException(
          "the model has two parameters '"
              + parameter.name()
              + "': "
              + parameter
              + " and "
              + parameters.get(parameter.name()));
    }
    return parameter;
  }

  @Override
  public Scope child(String name) {
    String full = path.isEmpty() ? name : path + "." + name;
    return new BuildScope(full, registry, parameters, plugins);
  }

  @Override
  public void note(RegistryEntry plugin) {
    plugins.add(new PluginUse(path, plugin));
  }

  @Override
  public Registry registry() {
    return registry;
  }

  /** What was declared, in order. */
  List<Parameter> parameters() {
    return new ArrayList<>(parameters.values());
  }

  /** The plugins that were noted, in order. */
  List<PluginUse> plugins() {
    return List.copyOf(plugins);
  }
}
