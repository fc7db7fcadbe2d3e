/** The smallest complete programs. */
module dev.cotangent.examples {
  requires com.google.guice;
  requires commons.math3;
  requires dev.cotangent.activations;
  requires dev.cotangent.commonsmath;
  requires dev.cotangent.core;
  requires dev.cotangent.guice;
  requires dev.cotangent.layers;
  requires dev.cotangent.optim;
  requires dev.cotangent.training;
  requires jakarta.inject;
  requires jdk.httpserver;
  requires static org.jspecify;

  opens dev.cotangent.examples to
      com.google.guice;
}
