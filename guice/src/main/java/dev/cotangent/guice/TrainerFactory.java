package dev.cotangent.guice;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.Trainer;

/** Creates trainers that use the injector's workers. Thread-safe. */
@FunctionalInterface
public interface TrainerFactory {

  /**
   * Creates a trainer for a model. The trainer chooses kernels by the size of the training; {@link
   * Trainer#kernels} overrides this.
   */
  Trainer of(Model model);
}
