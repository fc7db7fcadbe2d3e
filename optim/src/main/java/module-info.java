/** Optimizers, learning-rate schedules and gradient clipping. */
module dev.cotangent.optim {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.optim;

  provides dev.cotangent.core.optimizer.Optimizer with
      dev.cotangent.optim.Adadelta,
      dev.cotangent.optim.Adafactor,
      dev.cotangent.optim.Adagrad,
      dev.cotangent.optim.Adam,
      dev.cotangent.optim.AdamW,
      dev.cotangent.optim.Adamax,
      dev.cotangent.optim.Ema,
      dev.cotangent.optim.Muon,
      dev.cotangent.optim.NAdam,
      dev.cotangent.optim.RAdam,
      dev.cotangent.optim.RmsProp,
      dev.cotangent.optim.Rprop,
      dev.cotangent.optim.Sgd;
  provides dev.cotangent.core.optimizer.Schedule with
      dev.cotangent.optim.ConstantRate,
      dev.cotangent.optim.Cosine,
      dev.cotangent.optim.CosineWarmRestarts,
      dev.cotangent.optim.Exponential,
      dev.cotangent.optim.LinearWarmup,
      dev.cotangent.optim.MultiStep,
      dev.cotangent.optim.OneCycle,
      dev.cotangent.optim.Polynomial,
      dev.cotangent.optim.Sequence,
      dev.cotangent.optim.StepDecay,
      dev.cotangent.optim.WarmupCosine;
}
