package dev.cotangent.cli;

import dev.cotangent.training.table.ModelColumns;
import dev.cotangent.training.table.ModelInfo;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The samples for a trained model: where they are stored and how to read them. */
@Heading("Data")
final class DataOption {

  static final String DESCRIPTION =
      "csv:FILE, plain or gzipped, with or without a header; idx:DIR, a directory with images and"
          + " labels in the IDX format of MNIST, plain or gzipped; or builtin:NAME, one of digits,"
          + " iris, moons, spirals and blobs.";

  @Option(names = "--data", required = true, paramLabel = "DATA", description = DESCRIPTION)
  private String text = "";

  @Mixin private final HeaderOption table = new HeaderOption();

  /** The data source. */
  DataSource source() {
    return new DataSource(text);
  }

  /** The columns that a model needs, to be found in this source. */
  ModelColumns columns(ModelInfo info) {
    return info.columns().withHeader(table.header()).withLeftOut(table.ignored());
  }
}
