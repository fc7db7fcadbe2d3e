package dev.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what plugin code has thrown, and where it is. */
final class Thrown {

  private static final int PLACES = 3;
  private static final List<String> LIBRARIES =
      List.of("java.", "jdk.", "sun.", "com.sun.", "dev.cotangent.core.");

  private Thrown() {}

  /**
   * The finding that something was thrown. What says that the machine itself is out of order, such
   * as {@link OutOfMemoryError}, is thrown on.
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
    boolean told = cause == null || ("" + thrown).contains("" + cause.getMessage());
    return thrown
        + (told ? "" : ", because of " + cause)
        + ", at "
        + places((cause == null ? thrown : cause).getStackTrace());
  }

  /** The top of a stack and what called it, without the libraries in between. */
  static String places(StackTraceElement[] trace) {
    Stream<StackTraceElement> callers = Stream.of(trace).skip(1).filter(Thrown::isOwn);
    String places =
        Stream.concat(Stream.of(trace).limit(1), callers.limit(PLACES - 1))
            .map(Thrown::place)
            .collect(Collectors.joining(", called by "));
    return places.isEmpty() ? "an unknown place" : places;
  }

  /** Without loader and module. */
  private static String place(StackTraceElement at) {
    String file = at.getFileName() == null ? "" : at.getFileName() + ":" + at.getLineNumber();
    return at.getClassName() + "." + at.getMethodName() + "(" + file + ")";
  }

  /** Whether this is code of a plugin, or at least not of what a plugin calls. */
  static boolean isOwn(StackTraceElement element) {
    String name = element.getClassName();
    return !name.contains("$$") && LIBRARIES.stream().noneMatch(name::startsWith);
  }
}
