/** Guice bindings for Cotangent. */
module dev.cotangent.guice {
  requires transitive com.google.guice;
  requires transitive dev.cotangent.training;
  requires dev.cotangent.parallel;
  requires static org.jspecify;

  exports dev.cotangent.guice;
}
