package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.foreign.Locations;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers providers; the only caller of {@link ServiceLoader}. A class that several loaders
 * provide is taken once; broken providers are reported and skipped.
 */
final class Discovery {

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String ID = "[a-z][a-z0-9_]*";

  private final List<ClassLoader> loaders;
  private final PluginLimit limit;
  private final List<RegistryProblem> problems = new ArrayList<>();

  /**
   * Creates a search over these loaders, in order.
   *
   * @param limit the time limit for constructors of plugin jars
   */
  Discovery(List<ClassLoader> loaders, PluginLimit limit) {
    this.loaders = loaders;
    this.limit = limit;
  }

  synchronized List<RegistryProblem> problems() {
    return List.copyOf(problems);
  }

  /** Finds all usable providers of a service, by id. */
  <T> Catalogue<T> find(PluginKind kind, Class<T> service, Function<T, String> id) {
    Catalogue<T> catalogue = new Catalogue<>(kind);
    Set<Class<?>> seen = new HashSet<>();
    for (ClassLoader loader : loaders) {
      for (ServiceLoader.Provider<T> provider : providers(kind, service, loader)) {
        if (seen.add(provider.type())) {
          add(catalogue, kind, provider, id);
        }
      }
    }
    for (RegistryProblem conflict : catalogue.conflicts()) {
      report(conflict);
    }
    return catalogue;
  }

  private <T> List<ServiceLoader.Provider<T>> providers(
      PluginKind kind, Class<T> service, ClassLoader loader) {
    List<ServiceLoader.Provider<T>> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers =
        ServiceLoader.load(service, loader).stream().iterator();
    String lastMessage = "";
    while (true) {
      try {
        if (!providers.hasNext()) {
          return found;
        }
        found.add(providers.next());
      } catch (Throwable e) {
        String message = message(e);
        report(
            new RegistryProblem(
                kind.id(), Locations.ofServiceLine(service, loader, message), message));
        if (message.equals(lastMessage)) {
          return found; // the iterator cannot continue after this error
        }
        lastMessage = message;
      }
    }
  }

  private <T> void add(
      Catalogue<T> catalogue,
      PluginKind kind,
      ServiceLoader.Provider<T> provider,
      Function<T, String> id) {
    Class<? extends T> type = provider.type();
    String location = Locations.of(type);
    boolean fromJar = type.getClassLoader() instanceof PluginLoader;
    Made<T> made;
    try {
      made = fromJar ? limit.await(() -> Made.by(provider, id)) : Made.by(provider, id);
    } catch (Throwable e) {
      report(
          new RegistryProblem(
              kind.id(), location, type.getName() + " cannot be created: " + message(e)));
      return;
    }
    @Nullable String name = made.id();
    if (name == null || !isId(name)) {
      report(
          new RegistryProblem(
              kind.id(), location, type.getName() + " has the id '" + name + "', expected " + ID));
      return;
    }
    catalogue.add(made.plugin(), new RegistryEntry(kind, name, type.getName(), location), fromJar);
  }

  /**
   * Checks the id of a plugin that was created in code.
   *
   * @throws CotangentException if it is malformed
   */
  static String checkedId(PluginKind kind, Object plugin, @Nullable String id) {
    if (id == null || !isId(id)) {
      throw new CotangentException(
          kind + " " + plugin.getClass().getName() + " has the id '" + id + "', expected " + ID);
    }
    return id;
  }

  /** Whether a name matches {@value #ID}; a pattern would cost a millisecond at start. */
  private static boolean isId(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean inside = i > 0 && (c == '_' || (c >= '0' && c <= '9'));
      if (!inside && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** A plugin and the id that it returned. */
  private record Made<T>(T plugin, @Nullable String id) {

    static <T> Made<T> by(ServiceLoader.Provider<T> provider, Function<T, String> id) {
      T plugin = provider.get();
      return new Made<>(plugin, id.apply(plugin));
    }
  }

  /** Records a problem, once. */
  synchronized void report(RegistryProblem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
      Events.pluginFailed(problem.kind(), "", "", problem.location(), "", problem.message());
      LOG.warn("Skipped a plugin: {}", Printable.lines(problem.toString()));
    }
  }

  private static String message(Throwable failure) {
    if (failure instanceof CotangentException) {
      return String.valueOf(failure.getMessage());
    }
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure + ", because of " + cause;
  }
}
