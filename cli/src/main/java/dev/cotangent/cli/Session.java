package dev.cotangent.cli;

import com.google.inject.Guice;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.guice.CotangentModule;
import dev.cotangent.guice.TrainerFactory;
import jakarta.inject.Inject;

/** What a command works with, once its options are known; to be closed. */
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

  /** Cotangent's own bindings with that many workers and a registry. */
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
