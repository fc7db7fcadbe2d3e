package dev.cotangent.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cotangent graph}. */
@Command(
    name = "graph",
    description = "Draws a graph of the lecture with values and gradients.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent graph --example chain --out chain.svg",
      "  cotangent graph --example sigmoid --out sigmoid.dot",
      "",
      "Above each edge stands the value that runs along it, below it the gradient of the result",
      "that comes back. chain is (x + y)*z, sigmoid a neuron whose sigmoid is taken apart,",
      "sigmoid-gate the same neuron with it as one node, mlp two layers and a squared error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class GraphCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--example",
      required = true,
      paramLabel = "NAME",
      description = "chain, sigmoid, sigmoid-gate or mlp.")
  private String example = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The picture; its name ends in .svg or .dot.")
  private Path out = Path.of("");

  @Inject
  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Outputs.checkFile("--out", out);
    ExampleGraphs.of(example).picture().withGradients().write(out);
    console.out().println("wrote " + out);
    console.out().flush();
    return 0;
  }
}
