package dev.cotangent.training;

import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.step.Stopwatch;
import java.util.List;
import java.util.function.Consumer;

/** The callbacks of a training, timed together. Single-threaded. */
record NotifiedCallbacks(List<Callback> all, Stopwatch stopwatch) {

  /** Notifies all of an event, in order. */
  void of(Consumer<Callback> event) {
    stopwatch.start();
    all.forEach(event);
    stopwatch.stop();
  }

  /** Notifies all of a completed step. Allocates nothing. */
  void ofStep(StepResult done) {
    stopwatch.start();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).onStep(done);
    }
    stopwatch.stop();
  }

  /** Whether any of them asks to stop. */
  boolean shouldStop() {
    return all.stream().anyMatch(Callback::shouldStop);
  }

  /** The product of their factors of the learning rate. */
  double rateScale() {
    return all.stream().mapToDouble(Callback::rateScale).reduce(1, (a, b) -> a * b);
  }
}
