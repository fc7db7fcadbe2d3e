package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {

  private final Path folder;

  GraphCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theNeuronHasTheLecturesNumbersInStepsAndAsOneGate() throws IOException {
    assertThat(draw("sigmoid", "steps.svg"))
        .contains(">0.368<", ">1.368<", ">0.731<", ">−0.534<", ">0.393<", ">−0.59<");
    assertThat(draw("sigmoid-gate", "gate.svg"))
        .contains(">σ<", ">0.731<", ">0.197<", ">−0.59<")
        .doesNotContain("0.368");
  }

  @Test
  void theOthersAreDrawnInBothLanguages() throws IOException {
    assertThat(draw("chain", "chain.dot")).startsWith("digraph").contains("−12");
    assertThat(draw("mlp", "mlp.svg")).contains(">W1<", ">tanh<", ">[2, 2]<");
  }

  @Test
  void whatIsUnknownIsNamedAndNothingIsWritten() {
    Path file = folder.resolve("x.svg");
    Cli.Result unknown = Cli.run("graph", "--example", "lstm", "--out", file.toString());
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("'lstm'", "chain, sigmoid, sigmoid-gate, fan-out, norm, batch, softmax, mlp");
    assertThat(file).doesNotExist();
    Path png = folder.resolve("x.png");
    Cli.Result ending = Cli.run("graph", "--example", "mlp", "--out", png.toString());
    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("x.png", ".svg or .dot");
    assertThat(png).doesNotExist();
  }

  private String draw(String example, String name) throws IOException {
    Path file = folder.resolve(name);
    assertThat(Cli.succeed("graph", "--example", example, "--out", file.toString()))
        .contains(file.toString());
    return Files.readString(file);
  }
}
