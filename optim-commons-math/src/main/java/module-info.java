/** Least-squares and conjugate-gradient optimizers for small problems, from Apache Commons Math. */
module dev.cotangent.commonsmath {
  requires transitive commons.math3;
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.commonsmath;
}
