package dev.cotangent.core.plan.step;

import dev.cotangent.core.op.Elementwise;

/** Distinguishes the ops of this module from those of plugins, by their packages. */
public final class OwnOps {

  private static final String PACKAGES = Elementwise.class.getPackageName() + ".";

  private OwnOps() {}

  /** Whether a class is an op of this module; an op of a plugin may fail or write to its inputs. */
  public static boolean contain(String className) {
    return className.startsWith(PACKAGES);
  }
}
