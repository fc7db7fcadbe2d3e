package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.registry.PluginException;
import dev.cotangent.core.registry.RegistryEntry;

/**
 * A layer at its place in a model: whatever goes wrong in its code names path and plugin, and a
 * tracing context learns which nodes it made.
 *
 * @param path of the layer, empty for the outermost one
 * @param plugin the layer's specification, for errors
 * @param input shape of one sample that the layer was built for
 * @param layer what was built
 */
record PlacedLayer(String path, RegistryEntry plugin, Shape input, Layer layer) implements Layer {

  /** Outputs of so many elements fit into every heap. */
  private static final int SMALL = 1 << 16;

  /** Builds a layer in a scope of its own. */
  static Layer build(LayerSpec spec, Shape input, Scope scope) {
    RegistryEntry plugin = RegistryEntry.of("layer", spec.id(), spec);
    scope.note(plugin);
    Layer layer = plugin.callNaming(at(scope.path(), "build"), () -> spec.build(input, scope));
    Shape output = plugin.call(at(scope.path(), "outputShape"), layer::outputShape);
    if (output.size() > SMALL) {
      MemoryException.checkTwice(
          "the output " + output + " of " + plugin.kind() + " '" + plugin.id() + "'" + place(scope),
          (double) output.size() * Float.BYTES);
    }
    return new PlacedLayer(scope.path(), plugin, input, layer);
  }

  private static String place(Scope scope) {
    return scope.path().isEmpty() ? "" : " at '" + scope.path() + "'";
  }

  private static String at(String path, String method) {
    return path.isEmpty() ? method : method + " at '" + path + "'";
  }

  @Override
  public Shape outputShape() {
    return layer.outputShape();
  }

  @Override
  public Tensor forward(Tensor x, ForwardContext context) {
    String method = at(path, "forward");
    Tensor y;
    try {
      y = plugin.call(method, () -> layer.forward(x, context));
    } catch (PluginException named) {
      throw named;
    } catch (CotangentException failure) {
      throw new PluginException(plugin, method + ": " + failure.getMessage(), failure);
    }
    check(x, y, method);
    if (context instanceof TracedContext traced) {
      traced.made(new PluginUse(path, plugin), x, y);
    }
    return y;
  }

  /** The announced shape, at least for the samples that the layer was built for. */
  private void check(Tensor x, Tensor y, String method) {
    if (x.shape().rank() == 0 || !x.shape().without(0).equals(input)) {
      return;
    }
    Shape announced = outputShape().prepend(x.shape().dim(0));
    if (!y.shape().equals(announced) || y.dtype() != x.dtype()) {
      throw new PluginException(
          plugin,
          method + " gives " + y.type() + " of " + x.type() + "; announced was " + announced);
    }
  }
}
