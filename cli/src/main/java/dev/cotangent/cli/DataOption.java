package dev.cotangent.cli;

import dev.cotangent.training.data.ModelColumns;
import dev.cotangent.training.data.ModelInfo;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the samples come from. */
final class DataOption {

  static final String DESCRIPTION =
      "csv:FILE, plain or gzipped, with or without a header; idx:DIR, a folder with images and labels as"
          + " MNIST has them, plain or .gz; or builtin:NAME, being digits, iris, moons, spirals or"
          + " blobs.";

  @Option(names = "--data", required = true, paramLabel = "DATA", description = DESCRIPTION)
  private String text = "";

  @Mixin private final HeaderOption table = new HeaderOption();

  /** The source. */
  DataSource source() {
    return new DataSource(text);
  }

  /** The columns of a model, for this source. */
  ModelColumns columns(ModelInfo info) {
    return info.columns().withHeader(table.header()).withLeftOut(table.ignored());
  }
}
