package dev.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
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
    return thrown
        + (cause == null ? "" : ", because of " + cause)
        + ", at "
        + places((cause == null ? thrown : cause).getStackTrace());
  }

  /** The top of a stack and what called it, without the libraries in between. */
  static String places(StackTraceElement[] trace) {
    List<String> places = new ArrayList<>(Stream.of(trace).limit(1).map(Object::toString).toList());
    Stream.of(trace)
        .skip(1)
        .filter(Thrown::isOwn)
        .limit(PLACES - 1)
        .forEach(element -> places.add(element.toString()));
    return places.isEmpty() ? "an unknown place" : String.join(", called by ", places);
  }

  /** Whether this is code of a plugin, or at least not of what a plugin calls. */
  static boolean isOwn(StackTraceElement element) {
    return LIBRARIES.stream().noneMatch(element.getClassName()::startsWith);
  }
}
