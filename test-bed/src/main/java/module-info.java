/** The program that the test bed runs in every place where a library may live. */
module dev.cotangent.bed {
  requires dev.cotangent.activations;
  requires transitive dev.cotangent.core;
  requires dev.cotangent.layers;
  requires dev.cotangent.optim;
  requires transitive dev.cotangent.training;
  requires static org.jspecify;

  exports dev.cotangent.bed;
}
