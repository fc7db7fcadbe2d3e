package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.function.Supplier;

/**
 * The place of a layer in a model: whatever goes wrong in its code names path and plugin, and a
 * tracing context learns which nodes it made.
 *
 * @param path of the layer, empty for the outermost one
 * @param plugin the layer's specification, for errors
 */
record Placement(String path, RegistryEntry plugin) {

  /** Outputs of so many elements fit into every heap. */
  private static final int SMALL = 1 << 16;

  /** The place of a layer that is being built, of which the scope takes note. */
  static Placement of(LayerSpec spec, Scope scope) {
    RegistryEntry plugin = RegistryEntry.of("layer", spec.id(), spec);
    scope.note(plugin);
    return new Placement(scope.path(), plugin);
  }

  <T> T build(Supplier<T> code) {
    return plugin.callNaming(at("build"), code);
  }

  /** The output shape or signature that the layer's method of that name announces. */
  <T> T announced(String method, Supplier<T> code) {
    return plugin.call(at(method), code);
  }

  /** An output that could not be held. */
  void checkSize(Shape output) {
    if (output.size() > SMALL) {
      String place = path.isEmpty() ? "" : " at '" + path + "'";
      MemoryException.checkTwice(
          "the output " + output + " of " + plugin.kind() + " '" + plugin.id() + "'" + place,
          (double) output.size() * Float.BYTES);
    }
  }

  <T> T forward(Supplier<T> code) {
    try {
      return plugin.call(at("forward"), code);
    } catch (PluginException named) {
      throw named;
    } catch (CotangentException failure) {
      throw new PluginException(plugin, at("forward") + ": " + failure.getMessage(), failure);
    }
  }

  /** The error about a result that is not what was announced. */
  PluginException unlike(String result, Object inputs, Object announced) {
    return new PluginException(
        plugin,
        at("forward") + " gives " + result + " of " + inputs + "; announced was " + announced);
  }

  /** The layer has made some tensors of others. */
  void made(List<Tensor> inputs, List<Tensor> outputs, ForwardContext context) {
    if (context instanceof TracedContext traced) {
      traced.made(new PluginUse(path, plugin), inputs, outputs);
    }
  }

  private String at(String method) {
    return path.isEmpty() ? method : method + " at '" + path + "'";
  }
}
