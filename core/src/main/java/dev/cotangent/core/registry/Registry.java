package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.foreign.RecordMethods;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.KernelsProvider;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.LayerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plugins that a program can use, by id: activations, layers, losses, metrics, optimizers,
 * schedules and kernel sets. {@link java.util.ServiceLoader} discovers them once: activations and
 * layers when the registry is created, the other kinds when they are first asked for, unless there
 * are plugin jars.
 *
 * <p>Broken plugins are reported ({@link #problems}, and a warning in the log) and skipped. So are
 * plugins of a jar whose constructor has not returned after 10 seconds, and plugins with a
 * conflicting id: the host's plugin wins over one of a jar; of two jars, or two plugins of the
 * host, neither gets the id. A lookup of such an id, or of an unknown one, throws a {@link
 * CotangentException} that names the id, the known ids, classes and jars.
 *
 * <p>There is no global state: registries are independent of each other. Immutable and thread-safe.
 * A registry that loads plugin jars must be closed when its plugins are no longer used; closing any
 * other only ends the warm-up of kernels for its predictors, which takes a few seconds at most.
 */
public final class Registry implements AutoCloseable {

  /** Far longer than a constructor takes that only sets fields. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final PluginJars jars;
  private final Discovery discovery;
  private final OnDemand<Activation> activations;
  private final OnDemand<LayerSpec> layers;
  private final OnDemand<Loss> losses;
  private final OnDemand<Metric> metrics;
  private final OnDemand<Optimizer> optimizers;
  private final OnDemand<Schedule> schedules;
  private final OnDemand<KernelsProvider> providers;
  private final KernelChoice kernels;
  private final Background background;

  private Registry(List<ClassLoader> loaders, PluginJars jars, Duration limit) {
    List<ClassLoader> all = new ArrayList<>(loaders);
    all.addAll(jars.loaders());
    this.discovery = new Discovery(all, new PluginLimit(limit));
    jars.problems().forEach(discovery::report);
    this.jars = jars;
    this.activations = onDemand(PluginKind.ACTIVATION, Activation.class, Activation::id);
    this.layers = onDemand(PluginKind.LAYER, LayerSpec.class, LayerSpec::id);
    this.losses = onDemand(PluginKind.LOSS, Loss.class, Loss::id);
    this.metrics = onDemand(PluginKind.METRIC, Metric.class, Metric::id);
    this.optimizers = onDemand(PluginKind.OPTIMIZER, Optimizer.class, Optimizer::id);
    this.schedules = onDemand(PluginKind.SCHEDULE, Schedule.class, Schedule::id);
    this.providers = onDemand(PluginKind.KERNELS, KernelsProvider.class, KernelsProvider::id);
    this.kernels = new KernelChoice(providers);
    this.background = new Background();
    activations.get(); // so that loading a model loads no plugin
    layers.get();
    if (!jars.loaders().isEmpty()) {
      problems();
    }
  }

  private <T> OnDemand<T> onDemand(PluginKind kind, Class<T> service, Function<T, String> id) {
    Discovery search = discovery;
    return new OnDemand<>(() -> search.find(kind, service, id));
  }

  private Registry(
      Registry other,
      OnDemand<Activation> activations,
      OnDemand<LayerSpec> layers,
      OnDemand<Loss> losses,
      OnDemand<Metric> metrics,
      OnDemand<Optimizer> optimizers,
      OnDemand<Schedule> schedules) {
    this.jars = other.jars;
    this.discovery = other.discovery;
    this.activations = activations;
    this.layers = layers;
    this.losses = losses;
    this.metrics = metrics;
    this.optimizers = optimizers;
    this.schedules = schedules;
    this.providers = other.providers;
    this.kernels = other.kernels;
    this.background = other.background;
  }

  /**
   * Returns the plugins that are visible to the thread's context class loader and to Cotangent's
   * own class loader.
   *
   * <p>Each call repeats the discovery, which takes milliseconds: keep one registry per program.
   */
  public static Registry standard() {
    return new Registry(StandardLoaders.all(), PluginJars.none(), LIMIT);
  }

  /** Returns the plugins that are visible to a class loader, its parents included. */
  public static Registry discover(ClassLoader loader) {
    Given.of("registry: the class loader", loader);
    return new Registry(List.of(loader), PluginJars.none(), LIMIT);
  }

  /**
   * Returns the plugins that are visible to any of several class loaders, for hosts that give each
   * jar a loader of its own, such as an OSGi framework: {@code Registry.discover(List.of(
   * Relu.class.getClassLoader(), Dense.class.getClassLoader()))}.
   *
   * @throws CotangentException if there is no loader
   */
  public static Registry discover(List<ClassLoader> loaders) {
    List<ClassLoader> all = Given.all("registry: the class loaders", loaders);
    if (all.isEmpty()) {
      throw new CotangentException("registry: no class loader, expected at least one");
    }
    return new Registry(all, PluginJars.none(), LIMIT);
  }

  /**
   * Returns the plugins that are visible to a class loader, and those of jars, each loaded by a
   * child class loader of its own. The caller closes the registry.
   *
   * @throws CotangentException if a jar is missing
   */
  public static Registry discover(ClassLoader parent, List<Path> jars) {
    return discover(parent, jars, LIMIT);
  }

  /**
   * Like {@link #discover(ClassLoader, List)}, with another time limit.
   *
   * @param limit time limit for a constructor in a jar, after which its plugin is skipped; above 0
   */
  public static Registry discover(ClassLoader parent, List<Path> jars, Duration limit) {
    return withJars(List.of(parent), parent, jars, limit);
  }

  /**
   * Returns the {@linkplain #standard standard} plugins and those of the jars in a directory. The
   * caller closes the registry.
   *
   * @throws CotangentException if there is no such directory or no jar in it
   */
  public static Registry withPlugins(Path directory) {
    List<ClassLoader> loaders = StandardLoaders.all();
    return withJars(loaders, loaders.get(0), PluginJars.in(directory), LIMIT);
  }

  /**
   * Lists the jars in a directory, sorted by name, for a program that loads them elsewhere.
   *
   * @throws CotangentException if there is no such directory or no jar in it
   */
  public static List<Path> jarsIn(Path directory) {
    return PluginJars.in(directory);
  }

  private static Registry withJars(
      List<ClassLoader> loaders, ClassLoader parent, List<Path> paths, Duration limit) {
    PluginJars jars = PluginJars.open(paths, parent);
    try {
      return new Registry(loaders, jars, limit);
    } catch (Throwable failure) {
      jars.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Returns these plugins and the given layers, for one-file programs and JShell, which have no
   * {@code META-INF/services}: {@code Registry.standard().with(new Glu())}. A model with such a
   * layer must be built and loaded with the returned registry. Closing that registry closes this
   * one.
   *
   * @throws CotangentException if an id is malformed or belongs to another class of the host
   */
  public Registry with(LayerSpec... added) {
    OnDemand<LayerSpec> all = OnDemand.of(layers.get().with(List.of(added), LayerSpec::id));
    return new Registry(this, activations, all, losses, metrics, optimizers, schedules);
  }

  /** Like {@link #with(LayerSpec...)}, for activations. */
  public Registry with(Activation... added) {
    OnDemand<Activation> all = OnDemand.of(activations.get().with(List.of(added), Activation::id));
    return new Registry(this, all, layers, losses, metrics, optimizers, schedules);
  }

  /** Like {@link #with(LayerSpec...)}, for losses. */
  public Registry with(Loss... added) {
    OnDemand<Loss> all = OnDemand.of(losses.get().with(List.of(added), Loss::id));
    return new Registry(this, activations, layers, all, metrics, optimizers, schedules);
  }

  /** Like {@link #with(LayerSpec...)}, for metrics. */
  public Registry with(Metric... added) {
    OnDemand<Metric> all = OnDemand.of(metrics.get().with(List.of(added), Metric::id));
    return new Registry(this, activations, layers, losses, all, optimizers, schedules);
  }

  /** Like {@link #with(LayerSpec...)}, for optimizers. */
  public Registry with(Optimizer... added) {
    OnDemand<Optimizer> all = OnDemand.of(optimizers.get().with(List.of(added), Optimizer::id));
    return new Registry(this, activations, layers, losses, metrics, all, schedules);
  }

  /** Like {@link #with(LayerSpec...)}, for schedules. */
  public Registry with(Schedule... added) {
    OnDemand<Schedule> all = OnDemand.of(schedules.get().with(List.of(added), Schedule::id));
    return new Registry(this, activations, layers, losses, metrics, optimizers, all);
  }

  /** The activation of that id, with its default attributes. */
  public Activation activation(String id) {
    return activations.get().get(id);
  }

  /** The layer of that id, with its default attributes. */
  public LayerSpec layer(String id) {
    return layers.get().get(id);
  }

  /** The loss of that id, with its defaults. */
  public Loss loss(String id) {
    return losses.get().get(id);
  }

  /** The metric of that id, with its defaults. */
  public Metric metric(String id) {
    return metrics.get().get(id);
  }

  /** The optimizer of that id, with its defaults. */
  public Optimizer optimizer(String id) {
    return optimizers.get().get(id);
  }

  /** The schedule of that id, with its defaults. */
  public Schedule schedule(String id) {
    return schedules.get().get(id);
  }

  /**
   * Chooses the kernels: those that the system property {@code cotangent.kernels} names, else
   * {@code vector} if they work on this machine, else {@code portable}; the reason for the latter
   * is logged once per class loader of Cotangent.
   *
   * @throws CotangentException if the property names kernels that are unknown or do not work here
   */
  public Kernels kernels() {
    return kernels.choose();
  }

  /**
   * The kernels of that id, such as {@code portable}.
   *
   * @throws CotangentException if they are unknown or do not work on this machine, with the reason
   */
  public Kernels kernels(String id) {
    return kernels.named(id);
  }

  /** The portable kernels, which work everywhere. */
  public Kernels portable() {
    return kernels.portable();
  }

  /** The ids of the activations, sorted. */
  public List<String> activations() {
    return activations.get().ids();
  }

  /** The ids of the layers, sorted. */
  public List<String> layers() {
    return layers.get().ids();
  }

  /** The ids of the losses, sorted. */
  public List<String> losses() {
    return losses.get().ids();
  }

  /** The ids of the metrics, sorted. */
  public List<String> metrics() {
    return metrics.get().ids();
  }

  /** The ids of the optimizers, sorted. */
  public List<String> optimizers() {
    return optimizers.get().ids();
  }

  /** The ids of the schedules, sorted. */
  public List<String> schedules() {
    return schedules.get().ids();
  }

  /** The ids of the kernel sets, sorted, whether or not they work on this machine. */
  public List<String> kernelSets() {
    return kernels.ids();
  }

  /** All plugins, by kind and id. */
  public List<RegistryEntry> entries() {
    return Stream.of(activations, layers, losses, metrics, optimizers, schedules, providers)
        .flatMap(kind -> kind.get().entries().stream())
        .toList();
  }

  /** The providers of all kinds that could not be used, in the order of discovery. */
  public List<RegistryProblem> problems() {
    Stream.of(activations, layers, losses, metrics, optimizers, schedules, providers)
        .forEach(OnDemand::get);
    return discovery.problems();
  }

  /**
   * Runs work on a daemon thread of the lowest priority, after work that was given earlier; for
   * warming up kernels. The thread ends when it has nothing to do. Failures are logged at INFO
   * level; after {@link #close} nothing runs.
   */
  public void background(Runnable work) {
    background.run(Given.of("background: the work", work));
  }

  /**
   * Ends work in the background, and closes the class loaders of plugin jars; no further classes
   * can be loaded from them. An application that a server may undeploy closes its registry last:
   * then nothing keeps its class loader.
   */
  @Override
  public void close() {
    background.close();
    jars.close();
    RecordMethods.forget();
  }

  /** The number of plugins of each kind, the kernel sets and the number of problems. */
  @Override
  public String toString() {
    return "Registry["
        + Stream.of(activations, layers, losses, metrics, optimizers, schedules)
            .map(kind -> kind.get().toString())
            .collect(Collectors.joining(", "))
        + ", kernels "
        + kernelSets()
        + (problems().isEmpty() ? "" : ", " + problems().size() + " skipped")
        + "]";
  }
}
