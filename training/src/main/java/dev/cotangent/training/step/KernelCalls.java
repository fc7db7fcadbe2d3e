package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls that each kernel set serves. */
public final class KernelCalls {

  private final Map<String, Long> byId = new TreeMap<>();

  public void add(Kernels kernels, long calls) {
    if (calls == 0) {
      return;
    }
    byId.merge(kernels.id(), calls, Long::sum);
  }

  public KernelCalls copy() {
    KernelCalls copy = new KernelCalls();
    copy.byId.putAll(byId);
    return copy;
  }

  /** The counts by kernel set id, in alphabetical order; unmodifiable. */
  public Map<String, Long> byId() {
    return Collections.unmodifiableMap(byId);
  }
}
