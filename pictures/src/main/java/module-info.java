/** Pictures of graphs and of trainings. */
module dev.cotangent.pictures {
  requires transitive dev.cotangent.core;
  requires transitive dev.cotangent.training;

  exports dev.cotangent.pictures;
}
