package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryEntry;

/**
 * A plugin does the same in two JVMs, although these differ in hash codes, language, time zone,
 * number of processors, and in what they did before.
 *
 * @param sample what a layer is built for; a scalar for other kinds
 * @param <T> the kind of plugin
 */
record TwinCheck<T>(
    String kind, Behaviour<T> behaviour, T plugin, Registry registry, long seed, Shape sample) {

  void run() {
    Twin twin = Twin.of(PluginJvm.jars(registry.entries().stream().map(RegistryEntry::location)));
    twin.begin();
    Trace own = behaviour.trace(plugin);
    Trace other =
        twin.trace(TwinRequest.of(kind, plugin, behaviour.attributes(plugin), seed, sample));
    own.sameAs("in another JVM", other);
  }
}
