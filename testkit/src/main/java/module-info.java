/** Contracts that test plugins, for use with or without JUnit. */
module dev.cotangent.testkit {
  requires transitive dev.cotangent.core;
  requires dev.cotangent.layers;
  requires jdk.management;
  requires static org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.cotangent.testkit;
}
