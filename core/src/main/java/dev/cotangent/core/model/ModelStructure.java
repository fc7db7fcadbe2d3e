package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import java.util.List;

/** A model without values: what a specification and a sample's shape decide. */
record ModelStructure(
    LayerSpec spec,
    Shape sample,
    Layer layer,
    List<Parameter> parameters,
    List<PluginUse> plugins) {

  static ModelStructure of(LayerSpec spec, Shape sample, Registry registry) {
    BuildScope scope = BuildScope.root(registry);
    Layer layer = PlacedLayer.build(spec, sample, scope);
    return new ModelStructure(spec, sample, layer, scope.parameters(), scope.plugins());
  }
}
