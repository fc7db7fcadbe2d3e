package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.testkit.ActivationContract;
import dev.cotangent.testkit.ContractReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks that the output on the page on plugins is real; {@link PagesTest} checks its code. */
class PluginsPageTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  /** Has an undeclared kink at 0. */
  public record Leaning() implements Activation {

    @Override
    public String id() {
      return "leaning";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.maximum(x.mul(0.1));
    }
  }

  /** The gate's part of the derivative is missing. */
  public record HalfSwish() implements Activation {

    @Override
    public String id() {
      return "half_swish";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(x.sigmoid().detach());
    }
  }

  private static String page() throws IOException {
    return Files.readString(REPOSITORY.resolve("docs/plugins.md"));
  }

  @Test
  void theFailuresAreTheRealOnes() throws IOException {
    assertThat(page())
        .contains(
            block(ActivationContract.of(Leaning.class).report("kinks")),
            block(ActivationContract.of(HalfSwish.class).report("gradient")));
  }

  private static String block(ContractReport report) {
    String here = PluginsPageTest.class.getName() + ".";
    return "```text\n" + report.toString().replace(here, "org.example.") + "\n```";
  }
}
