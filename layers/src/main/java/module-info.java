/** The built-in layers, registered by id. */
module dev.cotangent.layers {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.layers;

  provides dev.cotangent.core.spi.LayerSpec with
      dev.cotangent.layers.Activate,
      dev.cotangent.layers.AdaptiveAvgPool2d,
      dev.cotangent.layers.Add,
      dev.cotangent.layers.AvgPool2d,
      dev.cotangent.layers.BatchNorm1d,
      dev.cotangent.layers.BatchNorm2d,
      dev.cotangent.layers.Bilinear,
      dev.cotangent.layers.Concat,
      dev.cotangent.layers.Conv1d,
      dev.cotangent.layers.Conv2d,
      dev.cotangent.layers.Dense,
      dev.cotangent.layers.Dot,
      dev.cotangent.layers.Dropout,
      dev.cotangent.layers.Embedding,
      dev.cotangent.layers.Flatten,
      dev.cotangent.layers.Graph,
      dev.cotangent.layers.Inference,
      dev.cotangent.layers.LayerNorm,
      dev.cotangent.layers.Lstm,
      dev.cotangent.layers.MaxPool1d,
      dev.cotangent.layers.MaxPool2d,
      dev.cotangent.layers.MeanPool,
      dev.cotangent.layers.Multiply,
      dev.cotangent.layers.Parallel,
      dev.cotangent.layers.Permute,
      dev.cotangent.layers.Prelu,
      dev.cotangent.layers.Residual,
      dev.cotangent.layers.RmsNorm,
      dev.cotangent.layers.Sequential,
      dev.cotangent.layers.Slice,
      dev.cotangent.layers.Tied,
      dev.cotangent.layers.Upsample2d;
}
