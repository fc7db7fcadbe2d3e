package dev.cotangent.core.registry;

import java.util.List;

/** The class loaders whose plugins a registry finds unless it is given another one. */
final class StandardLoaders {

  private StandardLoaders() {}

  /** The thread's context class loader, if it sees Cotangent, and Cotangent's own. */
  static List<ClassLoader> all() {
    ClassLoader own = Registry.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null || context == own || !shows(context)
        ? List.of(own)
        : List.of(context, own);
  }

  /**
   * Whether a loader sees this very class; one that does not, or has its own copy, can have no
   * plugins for it. Neither can one that throws, like the loader of an application that its
   * container has stopped.
   */
  private static boolean shows(ClassLoader loader) {
    try {
      return Class.forName(Registry.class.getName(), false, loader) == Registry.class;
    } catch (Throwable e) {
      return false;
    }
  }
}
