package dev.cotangent.micrometer;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryProblem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The meters of a registry of plugins, bound as any other: {@code
 * RegistryMeters.of(plugins).bindTo(registry)}.
 *
 * <ul>
 *   <li>the gauge {@code cotangent.plugins}: usable plugins, by the tag {@code kind}
 *   <li>the gauge {@code cotangent.plugins.skipped}: providers that could not be used, by the tag
 *       {@code kind}, {@code jar} for a whole jar
 * </ul>
 */
public final class RegistryMeters implements MeterBinder {

  private final Map<String, Long> usable;
  private final Map<String, Long> skipped;
  private final Tags tags;

  private RegistryMeters(Registry plugins, Tags tags) {
    this.usable = counts(plugins.entries().stream(), entry -> entry.kind().id());
    this.skipped = counts(plugins.problems().stream(), RegistryProblem::kind);
    this.tags = tags;
    for (PluginKind kind : PluginKind.values()) {
      skipped.putIfAbsent(kind.id(), 0L);
    }
    skipped.putIfAbsent("jar", 0L);
  }

  /**
   * Creates the meters of a registry, which they do not keep.
   *
   * @param tags further tags of the meters
   */
  public static RegistryMeters of(Registry plugins, Tag... tags) {
    Given.of("registry meters: the registry of plugins", plugins);
    return new RegistryMeters(
        plugins, Tags.of(Given.all("registry meters: tag", Arrays.asList(tags))));
  }

  private static <T> Map<String, Long> counts(Stream<T> items, Function<T, String> kind) {
    return items.collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Given.of("registry meters: the registry", registry);
    usable.forEach((kind, count) -> gauge(registry, "cotangent.plugins", kind, count));
    skipped.forEach((kind, count) -> gauge(registry, "cotangent.plugins.skipped", kind, count));
  }

  private void gauge(MeterRegistry registry, String name, String kind, long count) {
    Gauge.builder(name, () -> count).tags(tags).tag("kind", kind).register(registry);
  }

  @Override
  public String toString() {
    return "RegistryMeters[" + usable + ", skipped " + skipped + "]";
  }
}
