package dev.cotangent.core.model;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.List;

/** A model without parameter values, determined by its specification and inputs. */
record ModelStructure(
    LayerSpec spec,
    Signature inputs,
    MultiLayer network,
    Signature outputs,
    List<Parameter> parameters,
    List<PluginUse> plugins) {

  static ModelStructure of(LayerSpec spec, Signature inputs, Registry registry) {
    return of(spec, inputs, BuildScope.root(registry));
  }

  /** Builds other layers around the existing parameters. */
  ModelStructure sharing(LayerSpec others, Signature inputs, Registry registry) {
    KnownParameters known = new KnownParameters(inputs, parameters);
    return of(others, inputs, BuildScope.root(registry, known::same));
  }

  private static ModelStructure of(LayerSpec spec, Signature inputs, BuildScope scope) {
    MultiLayer network = PlacedMultiLayer.build(spec, inputs, scope);
    return new ModelStructure(
        spec, inputs, network, network.outputs(), scope.parameters(), scope.plugins());
  }

  /** Applies the network to a batch of its inputs, in any order. */
  Tensors forward(Tensors x, ForwardContext context) {
    Tensors arranged = inputs.arranged("the model", x);
    ModelInputs.checkRows(arranged);
    return network.forward(arranged, context);
  }

  /** The network as a layer of one input and one output. */
  Layer layer() {
    return network.asLayer(inputs);
  }
}
