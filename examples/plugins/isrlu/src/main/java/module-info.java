/** The activation {@code isrlu} as a plugin. */
module dev.cotangent.example.isrlu {
  requires transitive dev.cotangent.core;

  exports dev.cotangent.example.isrlu;

  provides dev.cotangent.core.spi.Activation with
      dev.cotangent.example.isrlu.Isrlu;
}
