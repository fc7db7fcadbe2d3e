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
    return of(spec, sample, BuildScope.root(registry));
  }

  /** The same layers for samples of another shape, with the parameters that there are. */
  ModelStructure at(Shape other, Registry registry) {
    KnownParameters known = new KnownParameters(other, parameters);
    return of(spec, other, BuildScope.root(registry, known::same));
  }

  private static ModelStructure of(LayerSpec spec, Shape sample, BuildScope scope) {
    Layer layer = PlacedLayer.build(spec, sample, scope);
    return new ModelStructure(spec, sample, layer, scope.parameters(), scope.plugins());
  }
}
