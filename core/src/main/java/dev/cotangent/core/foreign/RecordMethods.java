package dev.cotangent.core.foreign;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Methods that the JVM links for records. For each of equals, hashCode and toString, JDK 17 and 18
 * keep the class that was linked last, and so the class loader of an application that a server has
 * undeployed, until a record of another application is linked.
 */
public final class RecordMethods {

  private static final int FIXED_IN = 19;

  private RecordMethods() {}

  /**
   * Like {@link #forget}, unless Cotangent lives as long as the JVM anyway. Takes about 0.1 ms;
   * called when a training ends and after a predictor's plan is compiled, which compares records.
   */
  public static void forgetOwn() {
    if (RecordMethods.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      forget();
    }
  }

  /** Has the JVM keep a class of its own instead of ours. */
  public static void forget() {
    if (Runtime.version().feature() >= FIXED_IN) {
      return;
    }
    Class<?> other = String.class;
    link("equals", MethodType.methodType(boolean.class, other, Object.class));
    link("hashCode", MethodType.methodType(int.class, other));
    link("toString", MethodType.methodType(String.class, other));
  }

  /** Links a method of a record whose only component is of its own type, and drops the result. */
  private static void link(String name, MethodType type) {
    Class<?> other = type.parameterType(0);
    MethodHandle component = MethodHandles.identity(other);
    try {
      ObjectMethods.bootstrap(MethodHandles.lookup(), name, type, other, "component", component);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
