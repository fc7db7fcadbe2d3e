package dev.cotangent.cli;

import com.google.inject.Guice;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.guice.CotangentModule;
import dev.cotangent.guice.TrainerFactory;
import jakarta.inject.Inject;

/** The registry, workers and trainers of a command; closing it closes registry and workers. */
final class Session implements AutoCloseable {

  private final Registry registry;
  private final Workers workers;
  private final TrainerFactory trainers;

  @Inject
  Session(Registry registry, Workers workers, TrainerFactory trainers) {
    this.registry = registry;
    this.workers = workers;
    this.trainers = trainers;
  }

  /** Opens a session with a number of workers and a registry, which it takes over. */
  static Session open(Registry registry, int workers) {
    return Guice.createInjector(new CotangentModule(workers).withRegistry(registry))
        .getInstance(Session.class);
  }

  Registry registry() {
    return registry;
  }

  Workers workers() {
    return workers;
  }

  TrainerFactory trainers() {
    return trainers;
  }

  @Override
  public void close() {
    workers.close();
    registry.close();
  }
}
