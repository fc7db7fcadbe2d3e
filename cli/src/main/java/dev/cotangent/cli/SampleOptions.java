package dev.cotangent.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The samples to train on and to evaluate. */
@Heading("Data")
final class SampleOptions {

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(names = "--data", paramLabel = "DATA", description = DataOption.DESCRIPTION)
  @Nullable String data;

  @Mixin final HeaderOption table = new HeaderOption();

  @Option(
      names = "--validation",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Fraction of the samples held out to evaluate after each epoch" + DEFAULT + ".")
  double validation;

  @Option(
      names = "--test",
      defaultValue = "0.2",
      paramLabel = "SHARE",
      description = "Fraction of the samples held out for the final evaluation" + DEFAULT + ".")
  double test;
}
