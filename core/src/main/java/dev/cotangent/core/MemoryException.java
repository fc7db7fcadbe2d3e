package dev.cotangent.core;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Thrown when a model or batch needs more memory than the JVM may use; the message names it, the
 * memory needed and the memory available. No state has changed.
 */
public final class MemoryException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private static final double KILO = 1024;
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private MemoryException(String message) {
    super(message);
  }

  private MemoryException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Checks that two copies fit into the heap, such as a model's parameters in training and in
   * prediction, or an output and the array that it is copied to.
   *
   * @param what name of the object in the message, as in {@code the output of 'conv.0'}
   * @throws MemoryException if one copy needs more than half of the maximum heap size
   */
  public static void checkTwice(String what, double bytes) {
    if (bytes > Runtime.getRuntime().maxMemory() / 2.0) {
      throw new MemoryException(message(what, bytes, ", expected at most half of it"));
    }
  }

  /**
   * Allocates arrays.
   *
   * @param what purpose of the arrays, for the message
   * @param bytes total size of the arrays
   * @throws MemoryException if they need more than the maximum heap size, or more than is free
   */
  public static <T> T allocate(String what, double bytes, Supplier<T> arrays) {
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new MemoryException(message(what, bytes, ""));
    }
    try {
      return arrays.get();
    } catch (OutOfMemoryError full) {
      throw new MemoryException(message(what, bytes, ", too little of it is free"), full);
    }
  }

  private static String message(String what, double bytes, String remark) {
    return what
        + " needs "
        + size(bytes)
        + " of memory, and the heap has at most "
        + size((double) Runtime.getRuntime().maxMemory())
        + remark
        + "; the JVM option -Xmx gives more";
  }

  private static String size(double bytes) {
    double number = bytes;
    int unit = 0;
    while (number >= KILO && unit < UNITS.length - 1) {
      number /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, UNITS[unit]);
  }
}
