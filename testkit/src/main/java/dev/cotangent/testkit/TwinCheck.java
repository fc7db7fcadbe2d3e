package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Checks that a plugin behaves the same in two JVMs that differ in hash codes, language, time zone,
 * number of processors and previous activity.
 *
 * @param sample the sample shape a layer is built for; a scalar for other kinds
 * @param <T> the kind of plugin
 */
record TwinCheck<T>(
    PluginKind kind, Behaviour<T> behaviour, T plugin, Registry registry, long seed, Shape sample) {

  void run() {
    compare(ask());
  }

  /** Sends the request to the other JVM; the returned check compares its answer. */
  Checks.Check begin() {
    FutureTask<Trace> other = ask();
    return () -> compare(other);
  }

  private FutureTask<Trace> ask() {
    Twin twin = Twin.of(PluginJvm.jars(registry.entries().stream().map(RegistryEntry::location)));
    TwinRequest request = TwinRequest.of(kind, plugin, behaviour.attributes(plugin), seed, sample);
    FutureTask<Trace> other = new FutureTask<>(() -> twin.trace(request));
    Thread asking = new Thread(other, "contract-twin");
    asking.setDaemon(true);
    asking.start();
    return other;
  }

  private void compare(FutureTask<Trace> other) {
    Trace own = behaviour.trace(plugin);
    try {
      own.sameAs("in another JVM", other.get());
    } catch (ExecutionException e) {
      throw Thrown.finding(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContractViolation("it was interrupted");
    }
  }
}
