package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Adam;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.EpochBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the time of a training went. */
class ProfileTest {

  private static final int EPOCHS = 2;
  private static final int BATCHES = 5;

  private static Trainer trainer(Model model, Workers workers) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(new Adam())
        .kernels(Fixtures.portable())
        .batch(50)
        .validation(Fixtures.blobs(20, 2))
        .workers(workers);
  }

  private static History fit(int count, boolean profile) {
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      return trainer(Fixtures.classifier(1), workers)
          .profile(profile)
          .fit(Fixtures.blobs(203, 1), EPOCHS);
    }
  }

  private static Profile.Section span(Profile profile, String name) {
    return profile.spans().stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyStepIsCounted(int workers) {
    Profile profile = fit(workers, true).profile().orElseThrow();
    assertThat(span(profile, "plan, phase 0").calls()).isEqualTo(EPOCHS * BATCHES);
    assertThat(span(profile, "gradient check").calls()).isEqualTo(EPOCHS * BATCHES);
    assertThat(span(profile, "update by adam").calls()).isEqualTo(EPOCHS * BATCHES);
    assertThat(span(profile, "batch assembly").calls()).isEqualTo(EPOCHS * BATCHES);
    assertThat(span(profile, "validation").calls()).isEqualTo(EPOCHS);
    assertThat(span(profile, "planning").calls()).isEqualTo(1);
    assertThat(profile.kernels())
        .filteredOn(kernel -> kernel.name().endsWith("+tanh_grad"))
        .isNotEmpty()
        .allMatch(kernel -> kernel.layer().equals("5+4"), "a product of 5, its gradient through 4");
    assertThat(profile.kernels())
        .filteredOn(kernel -> kernel.name().startsWith("softmax_cross_entropy"))
        .extracting(Profile.Kernel::calls)
        .containsExactlyInAnyOrder((long) EPOCHS * (BATCHES - 1), (long) EPOCHS); // 50 and 3 rows
  }

  @Test
  void timesAddUp() {
    Profile profile = fit(1, true).profile().orElseThrow();
    double all = profile.spans().stream().mapToDouble(Profile.Section::seconds).sum();
    assertThat(all).isPositive().isLessThanOrEqualTo(profile.seconds());
    double plan =
        profile.spans().stream()
            .filter(span -> span.name().startsWith("plan, "))
            .mapToDouble(Profile.Section::busySeconds)
            .sum();
    assertThat(profile.kernels().stream().mapToDouble(Profile.Kernel::seconds).sum())
        .isPositive()
        .isLessThanOrEqualTo(plan);
    assertThat(profile.kernels())
        .allMatch(kernel -> kernel.gigaflops() > 0 && kernel.gigabytes() > 0);
  }

  @Test
  void theTablesNameWhatTookTime() {
    assertThat(fit(2, true).profile().orElseThrow().toString())
        .contains("matmul.TN", "portable", "update by adam", "callbacks", "the rest", "GFLOP/s")
        .matches(text -> text.lines().allMatch(line -> line.length() <= 120));
  }

  @Test
  void stepsOfForwardAndBackwardPassNameTheirLayer() {
    Profile profile = fit(1, true).profile().orElseThrow();
    assertThat(profile.kernels())
        .filteredOn(kernel -> kernel.name().startsWith("matmul"))
        .isNotEmpty()
        .allMatch(kernel -> kernel.layer().matches("\\d+(\\+\\d+)*"), "has the paths of layers");
    assertThat(profile.kernels())
        .filteredOn(kernel -> kernel.name().startsWith("softmax_cross_entropy"))
        .isNotEmpty()
        .allMatch(kernel -> kernel.layer().equals("cross_entropy"));
    assertThat(profile.toString()).contains("layer ", "cross_entropy ");
  }

  @Test
  void bitsAreTheSame() {
    assertThat(fit(2, true).sha256()).isEqualTo(fit(2, false).sha256());
  }

  @Test
  void nothingIsMeasuredUnlessAskedFor() {
    assertThat(fit(1, false).profile()).isEmpty();
    try (Workers workers = Workers.serial();
        TrainStep step = trainer(Fixtures.classifier(1), workers).step()) {
      assertThat(step.profile()).isEmpty();
    }
  }

  @Test
  void aStepOfOnesOwnLoopHasAProfile() {
    try (Workers workers = Workers.serial();
        TrainStep step = trainer(Fixtures.classifier(1), workers).profile(true).step()) {
      EpochBatches batches = new EpochBatches(Fixtures.blobs(60, 1), 20, 1);
      step.run(batches.get(0, 0));
      assertThat(span(step.profile().orElseThrow(), "plan, phase 0").calls()).isEqualTo(1);
      step.run(batches.get(0, 1));
      assertThat(span(step.profile().orElseThrow(), "plan, phase 0").calls()).isEqualTo(2);
    }
  }
}
