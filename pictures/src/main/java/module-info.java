/** Visualization of graphs, training curves and classifiers, without dependencies. */
module dev.cotangent.pictures {
  requires transitive dev.cotangent.core;
  requires transitive dev.cotangent.training;

  exports dev.cotangent.pictures;
}
