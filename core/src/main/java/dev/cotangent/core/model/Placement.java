package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.function.Supplier;

/**
 * The place of a layer in a model: errors in its code name path and plugin, and a tracing context
 * records the nodes it created.
 *
 * @param path the layer's path, empty for the outermost layer
 * @param plugin the layer's specification, for errors
 */
record Placement(String path, RegistryEntry plugin) {

  /** Outputs with up to this many elements fit into any heap and are not checked. */
  private static final int SMALL = 1 << 16;

  /** Creates the place of a layer that is being built and records its plugin in the scope. */
  static Placement of(LayerSpec spec, Scope scope) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.LAYER, spec.id(), spec);
    scope.note(plugin);
    return new Placement(scope.path(), plugin);
  }

  <T> T build(Supplier<T> code) {
    return plugin.callNaming(at("build"), code);
  }

  /** Calls the layer's method of that name, which declares its output shape or signature. */
  <T> T declared(String method, Supplier<T> code) {
    return plugin.call(at(method), code);
  }

  /** Checks that the output of one sample fits into the heap. */
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

  /** Creates the error for a result that differs from the declared one. */
  PluginException unlike(String result, Object inputs, Object declared) {
    return new PluginException(
        plugin,
        at("forward")
            + " returned "
            + result
            + " for "
            + inputs
            + ", expected "
            + declared
            + " as declared");
  }

  /** Records in a tracing context that the layer computed tensors from others. */
  void made(List<Tensor> inputs, List<Tensor> outputs, ForwardContext context) {
    if (context instanceof TracedContext traced) {
      traced.made(new PluginUse(path, plugin), inputs, outputs);
    }
  }

  private String at(String method) {
    return path.isEmpty() ? method : method.concat(" at '").concat(path).concat("'");
  }
}
