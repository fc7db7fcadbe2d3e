package dev.cotangent.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many workers share the arithmetic. */
final class WorkerOptions {

  private static final int MOST = 4096;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Workers that share each step (default: one a processor); results do not change.")
  private @Nullable Integer workers;

  int count() {
    Integer given = workers;
    return given == null
        ? Math.min(MOST, Runtime.getRuntime().availableProcessors())
        : Check.within("--workers", given, 1, MOST);
  }
}
