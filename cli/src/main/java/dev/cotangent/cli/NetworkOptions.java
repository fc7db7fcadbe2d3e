package dev.cotangent.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The layers of the network. */
@Heading("Network")
final class NetworkOptions {

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(
      names = "--layers",
      defaultValue = "128,64",
      paramLabel = "N,N",
      description = "Units of each hidden layer, or none" + DEFAULT + ".")
  String layers = "";

  @Option(
      names = "--activation",
      defaultValue = "relu",
      paramLabel = "ID",
      description =
          "Activation of the hidden layers, e.g. tanh or leaky_relu:negative_slope=0.1"
              + DEFAULT
              + ".")
  String activation = "";

  @Option(
      names = "--dropout",
      defaultValue = "0",
      paramLabel = "RATE",
      description = "Dropout rate of the hidden layers, from 0 to below 1" + DEFAULT + ".")
  double dropout;

  @Option(
      names = "--normalize",
      defaultValue = "zscore",
      paramLabel = "KIND",
      description =
          "Feature scaling, fitted on the training samples: zscore, minmax or none" + DEFAULT + ".")
  String normalize = "";

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "JSON file with the network, instead of --layers, --activation, --dropout and"
              + " --embedding-size: one layer, such as {\"type\": \"graph\", ...}, possibly with"
              + " several inputs (see --input). --normalize scales its numeric inputs.")
  @Nullable Path spec;
}
