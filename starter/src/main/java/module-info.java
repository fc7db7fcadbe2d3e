/**
 * The modules that a program needs to build, train, save and serve a model; this one has no
 * packages of its own.
 *
 * <p>The vector kernels are not required here, since a compiler would then warn of their incubator
 * module; at run time they are found on the module path.
 */
module dev.cotangent {
  requires transitive dev.cotangent.activations;
  requires transitive dev.cotangent.core;
  requires transitive dev.cotangent.layers;
  requires transitive dev.cotangent.optim;
  requires transitive dev.cotangent.parallel;
  requires transitive dev.cotangent.training;
}
