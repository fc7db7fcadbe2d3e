package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks that the output on the page on plans is real. */
class PlanPageTest {

  @Test
  void theDescriptionIsTheRealOne() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("cotangent.repo"), "docs", "plan.md"));
    assertThat(page).contains("```text\n" + description() + "```");
  }

  private static String description() {
    Model model =
        Sequential.of(
                Dense.of(128),
                Activate.with("relu"),
                Dense.of(64),
                Activate.with("relu"),
                Dense.of(10))
            .build(Shape.of(64), 7);
    try (TrainStep step =
        TrainStep.compile(
            model,
            CrossEntropy.ofClassIndices(),
            Adam.of(1e-3),
            Workers.serial(),
            PortableKernels.of())) {
      return step.describe(64);
    }
  }
}
