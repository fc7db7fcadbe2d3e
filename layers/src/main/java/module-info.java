/** Layers, found by their ids. */
module dev.cotangent.layers {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.layers;

  provides dev.cotangent.core.model.LayerSpec with
      dev.cotangent.layers.Activate,
      dev.cotangent.layers.Conv2d,
      dev.cotangent.layers.Dense,
      dev.cotangent.layers.Dropout,
      dev.cotangent.layers.Flatten,
      dev.cotangent.layers.LayerNorm,
      dev.cotangent.layers.Lstm,
      dev.cotangent.layers.MaxPool2d,
      dev.cotangent.layers.Sequential;
}
