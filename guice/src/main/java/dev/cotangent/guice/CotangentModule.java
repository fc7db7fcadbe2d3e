package dev.cotangent.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Trainer;
import java.util.function.Supplier;

/**
 * Guice module that binds these types as lazy singletons:
 *
 * <ul>
 *   <li>{@link Registry}: {@link Registry#standard()}, or {@linkplain #withRegistry another
 *       registry}, such as one with plugin jars
 *   <li>{@link Kernels}: the registry's choice
 *   <li>{@link Workers}: one worker per processor, or the number given
 *   <li>{@link TrainerFactory}: creates trainers that use these workers
 * </ul>
 *
 * <p>Guice does not close singletons. The worker threads are daemons, so a program can simply exit;
 * to stop them earlier call {@code injector.getInstance(Workers.class).close()}. A registry with
 * plugin jars is closed by the code that created it.
 */
public final class CotangentModule extends AbstractModule {

  private final int workers;
  private final Supplier<Registry> plugins;

  /** Uses one worker per processor. */
  public CotangentModule() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Uses the given number of workers, including the calling thread.
   *
   * @param workers at least 1
   */
  public CotangentModule(int workers) {
    this(workers, Registry::standard);
  }

  private CotangentModule(int workers, Supplier<Registry> plugins) {
    this.workers = workers;
    this.plugins = plugins;
  }

  /**
   * Returns a module with the same bindings but this registry, as in {@code
   * withRegistry(Registry.withPlugins(dir))}.
   */
  public CotangentModule withRegistry(Registry registry) {
    Given.of("module: the registry", registry);
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
