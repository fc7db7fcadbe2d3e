package dev.cotangent.guice;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.Trainer;

/** Makes trainers that use the injector's workers. Safe for use by many threads. */
@FunctionalInterface
public interface TrainerFactory {

  /**
   * A new trainer of a model. Its kernels are the trainer's own choice, which depends on the size
   * of the job; {@link Trainer#kernels} sets others.
   */
  Trainer of(Model model);
}
