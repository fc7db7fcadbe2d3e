package dev.cotangent.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
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

  /**
   * Cotangent's own bindings with that many workers and, in place of the standard one, a registry.
   */
  static Session open(Registry registry, int workers) {
    AbstractModule plugins =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Registry.class).toInstance(registry);
          }
        };
    return Guice.createInjector(Modules.override(new CotangentModule(workers)).with(plugins))
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
