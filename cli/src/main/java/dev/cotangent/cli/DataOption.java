package dev.cotangent.cli;

import picocli.CommandLine.Option;

/** Where the samples come from. */
final class DataOption {

  static final String DESCRIPTION =
      "csv:FILE, plain or .gz, with or without a header; idx:DIR, a folder with images and labels as"
          + " MNIST has them, plain or .gz; or builtin:NAME, being digits, iris, moons, spirals or"
          + " blobs.";

  @Option(names = "--data", required = true, paramLabel = "DATA", description = DESCRIPTION)
  private String text = "";

  /** The source. */
  DataSource source() {
    return new DataSource(text);
  }
}
