/** Second-order optimizers for small problems, through Apache Commons Math. */
module dev.cotangent.commonsmath {
  requires transitive commons.math3;
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.commonsmath;
}
