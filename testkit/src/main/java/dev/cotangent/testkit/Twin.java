package dev.cotangent.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A second JVM with the same plugins but other hash codes, language, time zone and number of
 * processors. One serves all contracts of a program, since each start takes half a second; it ends
 * with the program. Thread-safe.
 */
final class Twin {

  private static final Map<List<Path>, Twin> TWINS = new HashMap<>();

  private final List<Path> jars;
  private @Nullable PluginJvm jvm;

  private Twin(List<Path> jars) {
    this.jars = jars;
  }

  /** Returns a twin with these jars, and possibly others, in addition to the class path. */
  static Twin of(List<Path> jars) {
    synchronized (TWINS) {
      return TWINS.entrySet().stream()
          .filter(
              entry ->
                  entry.getKey().containsAll(jars) && jars.isEmpty() == entry.getKey().isEmpty())
          .map(Map.Entry::getValue)
          .findFirst()
          .orElseGet(() -> TWINS.computeIfAbsent(List.copyOf(jars), Twin::new));
    }
  }

  /** Starts the JVM in advance. */
  void begin() {
    started();
  }

  private synchronized PluginJvm started() {
    PluginJvm running = jvm;
    if (running == null || !running.isAlive()) {
      running = new PluginJvm(jars, PluginJvm.OTHER, Optional.empty());
      jvm = running;
    }
    return running;
  }

  /**
   * Traces a plugin in that JVM.
   *
   * @throws ContractViolation if the plugin ends that JVM, or fails in it
   */
  synchronized Trace trace(TwinRequest request) {
    try {
      return started().ask(request.words(), TraceFormat::readTrace);
    } catch (PluginJvm.Ended ended) {
      jvm = null;
      throw new ContractViolation("in another JVM, " + ended.getMessage());
    }
  }
}
