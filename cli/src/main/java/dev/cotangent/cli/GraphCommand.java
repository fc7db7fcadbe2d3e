package dev.cotangent.cli;

import dev.cotangent.core.text.Printable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cotangent graph}. */
@Command(
    name = "graph",
    description = "Draw a computational graph with values and gradients.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent graph --example chain --out chain.svg",
      "  cotangent graph --example sigmoid --out sigmoid.dot",
      "",
      "Each edge shows the value of the forward pass above it and the gradient of the backward pass"
          + " below it; a node that feeds several others shows the sum of their gradients.",
      "",
      "  chain         (x + y)*z",
      "  sigmoid       a neuron, its sigmoid split into elementary operations",
      "  sigmoid-gate  the same neuron with the sigmoid as one node",
      "  fan-out       x*y + x^2: x feeds two nodes",
      "  norm          |q|^2 of q = W*x",
      "  batch         a dense layer with bias on a batch of three",
      "  softmax       softmax from elementary operations, and its cross-entropy",
      "  mlp           two dense layers and a squared error"
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
      description = "One of the graphs listed below.")
  private String example = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "File to draw, ending in .svg or .dot.")
  private Path out = Path.of("");

  @Inject
  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Outputs.checkFile("--out", out);
    ExampleGraphs.of(example).picture().withGradients().write(out);
    console.out().println("wrote " + Printable.of(out.toString()));
    console.out().flush();
    return 0;
  }
}
