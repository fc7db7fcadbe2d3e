/** The activation {@code swish} as a plugin. */
module dev.cotangent.example.swish {
  requires transitive dev.cotangent.core;

  exports dev.cotangent.example.swish;

  provides dev.cotangent.core.spi.Activation with
      dev.cotangent.example.swish.Swish;
}
