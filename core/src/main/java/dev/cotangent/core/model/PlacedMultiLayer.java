package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerPart;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Nearest;
import java.util.List;

/**
 * A layer with several inputs or outputs at its place in a model.
 *
 * @param inputs the inputs that the layer was built for, by the layer's own names
 * @param layer the plugin's layer
 * @param outputs the outputs that the layer declared
 */
record PlacedMultiLayer(Placement place, Signature inputs, MultiLayer layer, Signature outputs)
    implements MultiLayer {

  /**
   * Builds a layer in a scope of its own. A single input of an unknown name is assigned to the
   * layer's first input.
   */
  static MultiLayer build(LayerSpec spec, Signature given, Scope scope) {
    Placement place = Placement.of(spec, scope);
    Signature inputs = place.build(() -> own(spec, given));
    MultiLayer layer = place.build(() -> spec.build(inputs, scope));
    Signature outputs = place.declared("outputs", layer::outputs);
    outputs.ports().forEach(port -> place.checkSize(port.sample()));
    return new PlacedMultiLayer(place, inputs, layer, outputs);
  }

  private static Signature own(LayerSpec spec, Signature given) {
    List<String> names = spec instanceof MultiLayerSpec several ? several.inputNames() : List.of();
    if (names.isEmpty()) {
      return given;
    }
    if (given.size() == 1 && !names.contains(given.names().get(0))) {
      return given.named(names);
    }
    for (String name : given.names()) {
      if (!names.contains(name)) {
        throw new CotangentException(
            "no input "
                + Brief.quoted(name)
                + ", expected "
                + Brief.list(names)
                + Nearest.hint(name, names));
      }
    }
    return given;
  }

  @Override
  public Tensors forward(Tensors given, ForwardContext context) {
    Tensors x = Tensors.of(inputs, given.list());
    Tensors y = place.forward(() -> layer.forward(x, context));
    if (inputs.fits(x)) {
      check(x, y);
    }
    place.made(x.list(), y.list(), context);
    return y;
  }

  @Override
  public List<LayerPart> parts() {
    return place.declared("parts", layer::parts);
  }

  private void check(Tensors x, Tensors y) {
    if (!y.names().equals(outputs.names())) {
      throw place.unlike(y.toString(), described(x), outputs);
    }
    int rows = x.get(0).shape().dim(0);
    for (int i = 0; i < y.size(); i++) {
      Port port = outputs.port(i);
      Shape declared = port.sample().prepend(rows);
      if (!y.get(i).shape().equals(declared) || !fits(y.get(i).dtype(), port, x)) {
        String name = outputs.size() == 1 ? "" : "'" + outputs.names().get(i) + "' ";
        throw place.unlike(name + y.get(i).type(), described(x), declared);
      }
    }
  }

  /** Whether a type fits a port: F32 and F64 must match the precision of the inputs. */
  private static boolean fits(DType found, Port port, Tensors x) {
    return port.takes(found)
        && (!found.isFloating()
            || x.list().stream()
                .map(Tensor::dtype)
                .filter(DType::isFloating)
                .allMatch(found::equals));
  }

  private static String described(Tensors x) {
    return x.size() == 1 ? x.get(0).type().toString() : x.toString();
  }
}
