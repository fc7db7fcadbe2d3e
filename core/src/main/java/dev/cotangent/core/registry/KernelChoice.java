package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.KernelsProvider;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.kernel.reference.ReferenceKernels;
import dev.cotangent.core.text.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a kernel set: the requested one, or else the fastest that works on this machine. */
final class KernelChoice {

  static final String PROPERTY = "cotangent.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String FASTEST = "vector";

  /** The reasons already logged: each is logged once, however many registries a program creates. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final OnDemand<KernelsProvider> providers;
  private final Kernels portable = PortableKernels.of();

  KernelChoice(OnDemand<KernelsProvider> providers) {
    this.providers = providers;
  }

  Kernels portable() {
    return portable;
  }

  /**
   * The set named by the system property, or else the fastest available one; logs the reason if
   * that is not the fastest of all.
   */
  Kernels choose() {
    warnOfFlushing(System.getProperty("os.arch", ""));
    String forced = System.getProperty(PROPERTY, "");
    if (!forced.isEmpty()) {
      return named(forced, "-D" + PROPERTY + "=" + forced + ": ");
    }
    if (!providers.get().ids().contains(FASTEST)) {
      return portableBecause(MissingArtifacts.ofKernels());
    }
    KernelsProvider provider = providers.get().get(FASTEST);
    String why = provider.unavailableBecause();
    if (!why.isEmpty()) {
      return portableBecause(why);
    }
    return provider.create();
  }

  private Kernels portableBecause(String why) {
    if (SAID.add(why)) {
      LOG.info("Using portable kernels: {}", why);
    }
    return portable;
  }

  /**
   * Warns that HotSpot's float vectors on POWER flush subnormal sums to 0, unlike its scalar code.
   */
  static void warnOfFlushing(String architecture) {
    if (architecture.startsWith("ppc64") && SAID.add(architecture)) {
      LOG.warn(
          "HotSpot flushes subnormal numbers on {}: start the JVM with -XX:-UseSuperWord, else"
              + " results may differ from those of other processors",
          architecture);
    }
  }

  /** Returns the set of that id. */
  Kernels named(String id) {
    return named(id, "");
  }

  private Kernels named(String id, String prefix) {
    Given.of(prefix + "the id of the kernels", id);
    if (id.equals(PortableKernels.ID)) {
      return portable;
    }
    if (id.equals(ReferenceKernels.ID)) {
      return new ReferenceKernels();
    }
    if (!providers.get().ids().contains(id)) {
      throw new CotangentException(
          prefix
              + "unknown kernels '"
              + id
              + "', expected one of "
              + ids()
              + Nearest.hint(id, ids())
              + (id.equals(FASTEST) ? "; " + MissingArtifacts.ofKernels() : ""));
    }
    KernelsProvider provider = providers.get().get(id);
    String why = provider.unavailableBecause();
    if (!why.isEmpty()) {
      throw new CotangentException(prefix + "kernels '" + id + "' are not available: " + why);
    }
    return provider.create();
  }

  List<String> ids() {
    TreeSet<String> ids = new TreeSet<>(providers.get().ids());
    ids.add(PortableKernels.ID);
    ids.add(ReferenceKernels.ID);
    return List.copyOf(ids);
  }
}
