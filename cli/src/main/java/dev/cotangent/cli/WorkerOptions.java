package dev.cotangent.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The number of worker threads. */
final class WorkerOptions {

  private static final int MOST = 4096;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Number of worker threads (default: one per processor); results do not depend on it.")
  private @Nullable Integer workers;

  /**
   * The number of workers, from 1 to {@value #MOST}.
   *
   * @throws UserError if the given number is out of range
   */
  int count() {
    Integer given = workers;
    return given == null
        ? Math.min(MOST, Runtime.getRuntime().availableProcessors())
        : Check.within("--workers", given, 1, MOST);
  }
}
