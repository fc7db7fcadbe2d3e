package dev.cotangent.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs the command within this JVM. */
final class Cli {

  private Cli() {}

  /** What a run of the command leaves behind. */
  record Result(int code, String out, String err) {}

  static Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs the command, which must succeed, and returns its output. */
  static String succeed(String... arguments) {
    Result result = run(arguments);
    if (result.code() != 0 || !result.err().isEmpty()) {
      throw new AssertionError("exit code " + result.code() + ": " + result.err());
    }
    return result.out();
  }
}
