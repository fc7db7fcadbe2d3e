/** Training: data sets, steps, the trainer, evaluation. */
module dev.cotangent.training {
  requires transitive dev.cotangent.core;
  requires transitive dev.cotangent.optim;
  requires de.siegmar.fastcsv;
  requires dev.cotangent.parallel;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.cotangent.training;
  exports dev.cotangent.training.data;

  provides dev.cotangent.core.model.LayerSpec with
      dev.cotangent.training.Normalize;
}
