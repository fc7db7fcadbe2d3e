package dev.cotangent.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files of a run, and resuming it. */
@Heading("Output")
final class OutputOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory for "
              + Outputs.MODEL_FILE
              + ", charts and "
              + RunPictures.REPORT_FILE
              + ", written at the end, and for "
              + Outputs.CHECKPOINT_FILE
              + ".")
  @Nullable Path out;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description =
          "Write a checkpoint to --out every STEPS steps (default: only at the start and the end).")
  @Nullable Integer checkpointEvery;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Resume the run whose --out was DIR, with its data and options, up to --epochs.")
  @Nullable Path resume;

  @Option(
      names = "--extend",
      description =
          "With --resume: train longer than a schedule such as cosine was planned for; the learning"
              + " rate jumps to its value in the longer schedule.")
  boolean extend;

  @Option(
      names = "--report-json",
      paramLabel = "FILE",
      description = "Write the results to FILE as one JSON object.")
  @Nullable Path report;

  @Option(names = "--profile", description = "Print a profile of the training time at the end.")
  boolean profile;
}
