package dev.cotangent.cli.bench;

/** An argument of the runner is wrong; the message is one line. */
final class BenchError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BenchError(String message) {
    super(message);
  }
}
