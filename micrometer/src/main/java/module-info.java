/** Meters of trainings, predictors and plugins for Micrometer. */
module dev.cotangent.micrometer {
  requires transitive dev.cotangent.training;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports dev.cotangent.micrometer;
}
