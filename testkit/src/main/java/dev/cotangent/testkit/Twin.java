package dev.cotangent.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM with the same plugins, and with other hash codes, another language, time zone and
 * number of processors. One serves all contracts of a program, since each start takes half a
 * second; it ends with the program. Safe for use by many threads.
 */
final class Twin {

  private static final Map<List<Path>, Twin> TWINS = new HashMap<>();

  private final List<Path> jars;
  private @Nullable PluginJvm jvm;

  private Twin(List<Path> jars) {
    this.jars = jars;
  }

  /** One with these jars, and perhaps others, beside the class path. */
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

  /** Starts it, for later. */
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
   * What a plugin does there.
   *
   * @throws ContractViolation if it ends that JVM, or fails in it
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
