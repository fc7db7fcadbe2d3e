package dev.cotangent.core.model;

import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.text.QualifiedName;

/**
 * The use of a plugin at a place in a model or a training step.
 *
 * @param path the path of the layer that it is, or that uses it; empty for the outermost layer and
 *     for a loss
 * @param plugin its id, class and jar
 */
public record PluginUse(String path, RegistryEntry plugin) {

  /** The same use with a path in one of several models. */
  public PluginUse in(String model) {
    return new PluginUse(QualifiedName.of(model, path), plugin);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? plugin.toString() : plugin + " at '" + path + "'";
  }
}
