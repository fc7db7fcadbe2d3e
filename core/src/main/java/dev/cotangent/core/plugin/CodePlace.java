package dev.cotangent.core.plugin;

import java.util.Arrays;
import java.util.Optional;

/** Where a thread is, for errors about code that does not return. */
public final class CodePlace {

  private CodePlace() {}

  /** The innermost call that is not the JDK's; empty for a thread that has ended. */
  public static Optional<StackTraceElement> of(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)[.].*"))
        .findFirst();
  }

  /** A call as {@code class.method(file:line)}, without its class loader and module. */
  public static String describe(StackTraceElement frame) {
    String call = frame.toString();
    return call.substring(call.lastIndexOf('/', call.indexOf('(')) + 1);
  }
}
