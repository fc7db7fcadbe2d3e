package dev.cotangent.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Trainer;

/**
 * Binds, each as a singleton that is made when it is first asked for:
 *
 * <ul>
 *   <li>{@link Registry}: {@link Registry#standard()}
 *   <li>{@link Kernels}: the registry's choice
 *   <li>{@link Workers}: one for each processor, or as many as were asked for
 *   <li>{@link TrainerFactory}: trainers with these workers
 * </ul>
 *
 * <p>Guice closes nothing. The workers' threads are daemons, so that a program may simply end; one
 * that goes on without them calls {@code injector.getInstance(Workers.class).close()}. Closing the
 * registry does nothing unless another binding, by {@code Modules.override}, gives one with plugin
 * jars.
 */
public final class CotangentModule extends AbstractModule {

  private final int workers;

  /** One worker for each processor. */
  public CotangentModule() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * That many workers, the calling thread included.
   *
   * @param workers from 1
   */
  public CotangentModule(int workers) {
    this.workers = workers;
  }

  @Provides
  @Singleton
  Registry registry() {
    return Registry.standard();
  }

  @Provides
  @Singleton
  Kernels kernels(Registry registry) {
    return registry.kernels();
  }

  @Provides
  @Singleton
  Workers workers() {
    return ForkJoinWorkers.of(workers);
  }

  @Provides
  @Singleton
  TrainerFactory trainers(Workers shared) {
    return model -> Trainer.of(model).workers(shared);
  }
}
