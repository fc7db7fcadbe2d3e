/** Plugins for Cotangent: {@code ${activationId}} and {@code ${layerId}}. */
module ${package} {
  requires transitive dev.cotangent.core;

  exports ${package};

  provides dev.cotangent.core.model.Activation with
      ${package}.${activationClass};
  provides dev.cotangent.core.model.LayerSpec with
      ${package}.${layerClass};
}
