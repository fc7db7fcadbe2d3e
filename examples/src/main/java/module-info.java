/** The smallest complete programs. */
module dev.cotangent.examples {
  requires dev.cotangent.core;
  requires dev.cotangent.layers;
  requires dev.cotangent.optim;
  requires dev.cotangent.training;
  requires static org.jspecify;

  exports dev.cotangent.examples;
}
