/** Activation functions, found by their ids. */
module dev.cotangent.activations {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.activations;

  provides dev.cotangent.core.model.Activation with
      dev.cotangent.activations.Identity,
      dev.cotangent.activations.Relu,
      dev.cotangent.activations.Sigmoid,
      dev.cotangent.activations.Tanh;
}
