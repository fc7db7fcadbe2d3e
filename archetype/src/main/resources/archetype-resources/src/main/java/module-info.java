/** Plugins for Cotangent: {@code ${activationId}} and {@code ${layerId}}. */
module ${package} {
  requires transitive dev.cotangent.core;

  exports ${package};

  provides dev.cotangent.core.spi.Activation with
      ${package}.${activationClass};
  provides dev.cotangent.core.spi.LayerSpec with
      ${package}.${layerClass};
}
