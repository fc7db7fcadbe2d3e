package dev.cotangent.core.foreign;

import java.util.Arrays;
import java.util.Optional;

/** Locates the code that a thread is executing, for errors about code that does not return. */
public final class CodePlace {

  private CodePlace() {}

  /** The innermost stack frame outside the JDK; empty for a thread that has ended. */
  public static Optional<StackTraceElement> of(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)[.].*"))
        .findFirst();
  }

  /** Formats a frame as {@code class.method(file:line)}, without class loader and module. */
  public static String describe(StackTraceElement frame) {
    String call = frame.toString();
    return call.substring(call.lastIndexOf('/', call.indexOf('(')) + 1);
  }
}
