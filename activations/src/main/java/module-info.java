/** The built-in activation functions, registered by id. */
module dev.cotangent.activations {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.activations;

  provides dev.cotangent.core.spi.Activation with
      dev.cotangent.activations.Celu,
      dev.cotangent.activations.Elu,
      dev.cotangent.activations.Gelu,
      dev.cotangent.activations.Glu,
      dev.cotangent.activations.HardShrink,
      dev.cotangent.activations.HardSigmoid,
      dev.cotangent.activations.HardSwish,
      dev.cotangent.activations.HardTanh,
      dev.cotangent.activations.Identity,
      dev.cotangent.activations.LeakyRelu,
      dev.cotangent.activations.LogSigmoid,
      dev.cotangent.activations.LogSoftmax,
      dev.cotangent.activations.Mish,
      dev.cotangent.activations.Relu,
      dev.cotangent.activations.Relu6,
      dev.cotangent.activations.Selu,
      dev.cotangent.activations.Sigmoid,
      dev.cotangent.activations.Silu,
      dev.cotangent.activations.SoftShrink,
      dev.cotangent.activations.Softmax,
      dev.cotangent.activations.Softmin,
      dev.cotangent.activations.Softplus,
      dev.cotangent.activations.Softsign,
      dev.cotangent.activations.Tanh,
      dev.cotangent.activations.TanhShrink,
      dev.cotangent.activations.Threshold;
}
