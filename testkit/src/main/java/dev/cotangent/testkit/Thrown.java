package dev.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes what plugin code has thrown, and where. */
final class Thrown {

  private static final int PLACES = 3;
  private static final List<String> LIBRARIES =
      List.of("java.", "jdk.", "sun.", "com.sun.", "dev.cotangent.core.");

  private Thrown() {}

  /**
   * Returns the failure for a thrown exception. Errors of the machine itself, such as {@link
   * OutOfMemoryError}, are rethrown.
   */
  static ContractViolation finding(Throwable thrown) {
    Throwable inner = thrown;
    while (inner instanceof InvocationTargetException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof VirtualMachineError error && !(inner instanceof StackOverflowError)) {
      throw error;
    }
    return inner instanceof ContractViolation violation
        ? violation
        : new ContractViolation("it throws " + described(inner));
  }

  private static String described(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean mentioned = cause == null || ("" + thrown).contains("" + cause.getMessage());
    return thrown
        + (mentioned ? "" : ", because of " + cause)
        + ", at "
        + places((cause == null ? thrown : cause).getStackTrace());
  }

  /** The top of a stack and its callers, without libraries in between. */
  static String places(StackTraceElement[] trace) {
    Stream<StackTraceElement> callers = Stream.of(trace).skip(1).filter(Thrown::isOwn);
    String places =
        Stream.concat(Stream.of(trace).limit(1), callers.limit(PLACES - 1))
            .map(Thrown::place)
            .collect(Collectors.joining(", called by "));
    return places.isEmpty() ? "an unknown place" : places;
  }

  /** A stack frame without class loader and module. */
  private static String place(StackTraceElement at) {
    String file = at.getFileName() == null ? "" : at.getFileName() + ":" + at.getLineNumber();
    return at.getClassName() + "." + at.getMethodName() + "(" + file + ")";
  }

  /** Whether a frame is plugin code rather than a library that plugins call. */
  static boolean isOwn(StackTraceElement element) {
    String name = element.getClassName();
    return !name.contains("$$") && LIBRARIES.stream().noneMatch(name::startsWith);
  }
}
