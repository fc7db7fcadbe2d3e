package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.integration.pages.HowItWorksPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the numbers on the page on how it works. */
class HowItWorksTest {

  private static final Path DOCS = Path.of(System.getProperty("cotangent.repo"), "docs");

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("how-it-works.md"));
  }

  @Test
  void theGraphGivesTheNumbersAndThePictureOfThePage(@TempDir Path folder) throws IOException {
    Path picture = folder.resolve("how-it-works.svg");
    List<Tensor> values = HowItWorksPage.differentiate(picture);
    assertThat(picture).hasSameTextualContentAs(DOCS.resolve("how-it-works.svg"));
    assertThat(values.get(0).toDoubles()).containsExactly(1, 3, 2.5, 5);
    assertThat(values.get(1).item()).isEqualTo(10.3125);
    assertThat(values.get(2).toDoubles()).containsExactly(4.25, 9, 6, 13);
    assertThat(page())
        .contains(
            "[[1, 3], [2.5, 5]]",
            "| 10.3125 |",
            "[[4.25, 9], [6, 13]]",
            "gradient of our weight is 4.25");
  }

  @Test
  void theOrderOfASumMatters() {
    assertThat(HowItWorksPage.orders()).containsExactly(0f, 1f);
  }

  @Test
  void aStepGivesTheNumbersOfThePageOnAnyNumberOfWorkers() throws IOException {
    HowItWorksPage.Step step = HowItWorksPage.train(1);
    assertThat(step.gradient()).containsExactly(4.25f, 6f, 9f, 13f); // of Wᵀ
    assertThat(step.weight()).containsExactly(0.499f, 0.249f, -1.001f, 1.999f);
    assertThat(page())
        .contains("[[0.499, -1.001], [0.249, 1.999]]")
        .contains("```text\n" + step.plan() + "```")
        .contains("```text\n" + step.sha256() + "\n```");
    assertThat(HowItWorksPage.train(4)).isEqualTo(step);
  }
}
