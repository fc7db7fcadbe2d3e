package dev.cotangent.bed.tomcat.app;

import dev.cotangent.bed.BedProgram;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.TrainingControl;

/** A training in the background, with a registry of its own. */
final class LongTraining {

  private final Registry registry = Registry.standard();
  private final TrainingControl control = TrainingControl.of();
  private final Thread thread;

  LongTraining(int epochs) {
    Model model = BedProgram.model(registry);
    Trainer trainer = BedProgram.trainer(model).workers(2).control(control);
    thread = new Thread(() -> trainer.fit(BedProgram.data(), epochs), "application-training");
    thread.start();
  }

  /** Ends the training, and what the registry does in the background. */
  void end() {
    control.cancel();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    registry.close();
  }
}
