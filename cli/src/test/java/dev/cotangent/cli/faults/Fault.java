package dev.cotangent.cli.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The kind of failure that is injected at a call. */
enum Fault {
  NO_SPACE("No space left on device"),
  DENIED("permission denied"),
  TOO_MANY_FILES("Too many open files"),
  BROKEN("Input/output error"),
  /** The process is gone; what it gave to the file system is there. */
  KILL(""),
  /** The machine is gone, and with it all that was not forced to the disk. */
  POWER("");

  private final String reason;

  Fault(String reason) {
    this.reason = reason;
  }

  /** How the command words it. */
  String reason() {
    return reason;
  }

  boolean isError() {
    return this != KILL && this != POWER;
  }

  /** The exception as the JDK has it: only calls that are given a path name one. */
  IOException exception(Call.Op op, Path path) {
    if (op == Call.Op.WRITE || op == Call.Op.FORCE || op == Call.Op.CLOSE) {
      return new IOException(this == DENIED ? "permission denied" : reason);
    }
    return this == DENIED
        ? new AccessDeniedException(path.toString())
        : new FileSystemException(path.toString(), null, reason);
  }
}
