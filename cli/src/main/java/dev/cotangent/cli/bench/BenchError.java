package dev.cotangent.cli.bench;

/** A wrong argument of {@code bench}; the message is one line. */
final class BenchError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BenchError(String message) {
    super(message);
  }
}
