/** The layer {@code highway} as a plugin. */
module dev.cotangent.example.highway {
  requires transitive dev.cotangent.core;

  exports dev.cotangent.example.highway;

  provides dev.cotangent.core.spi.LayerSpec with
      dev.cotangent.example.highway.Highway;
}
