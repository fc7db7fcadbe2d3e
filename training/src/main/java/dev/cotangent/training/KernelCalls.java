package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How many calls each kernel set has served. */
final class KernelCalls {

  private final Map<String, Long> byId = new TreeMap<>();

  void add(Kernels kernels, long calls) {
    byId.merge(kernels.id(), calls, Long::sum);
  }

  KernelCalls copy() {
    KernelCalls copy = new KernelCalls();
    copy.byId.putAll(byId);
    return copy;
  }

  /** Unmodifiable, in alphabetic order. */
  Map<String, Long> byId() {
    return Collections.unmodifiableMap(byId);
  }
}
