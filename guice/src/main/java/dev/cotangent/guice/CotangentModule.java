package dev.cotangent.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Trainer;
import java.util.function.Supplier;

/**
 * Binds, each as a singleton that is made when it is first asked for:
 *
 * <ul>
 *   <li>{@link Registry}: {@link Registry#standard()}, or {@linkplain #withRegistry another}, such
 *       as one with plugin jars
 *   <li>{@link Kernels}: the registry's choice
 *   <li>{@link Workers}: one for each processor, or as many as were asked for
 *   <li>{@link TrainerFactory}: trainers with these workers
 * </ul>
 *
 * <p>Guice closes nothing. The workers' threads are daemons, so that a program may simply end; one
 * that goes on without them calls {@code injector.getInstance(Workers.class).close()}. Whoever made
 * a registry with plugin jars closes it.
 */
public final class CotangentModule extends AbstractModule {

  private final int workers;
  private final Supplier<Registry> plugins;

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
    this(workers, Registry::standard);
  }

  private CotangentModule(int workers, Supplier<Registry> plugins) {
    this.workers = workers;
    this.plugins = plugins;
  }

  /**
   * The same bindings with that registry, as in {@code withRegistry(Registry.withPlugins(dir))}.
   */
  public CotangentModule withRegistry(Registry registry) {
    return new CotangentModule(workers, () -> registry);
  }

  @Provides
  @Singleton
  Registry registry() {
    return plugins.get();
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
