/** Optimizers, learning-rate schedules and gradient clipping. */
module dev.cotangent.optim {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.optim;

  provides dev.cotangent.core.optimizer.Optimizer with
      dev.cotangent.optim.Adam,
      dev.cotangent.optim.Sgd;
  provides dev.cotangent.core.optimizer.Schedule with
      dev.cotangent.optim.Constant,
      dev.cotangent.optim.Cosine;
}
