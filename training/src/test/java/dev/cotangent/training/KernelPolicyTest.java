package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.step.KernelPolicy;
import dev.cotangent.training.step.KernelSwitch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which kernels a job is worth. */
class KernelPolicyTest {

  private static final String PROPERTY = "cotangent.kernels";

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void smallJobsAreNotWorthWarming() {
    assertThat(first(19e9)).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 19e9).isDue()).isFalse();
    assertThat(first(20e9)).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 20e9).isDue()).isTrue();
  }

  @Test
  void whatIsOfUnknownLengthIsSmallAtFirst() throws InterruptedException {
    KernelSwitch kernels = KernelPolicy.unknown(Fixtures.REGISTRY);
    assertThat(kernels.kernels().id()).isEqualTo("portable");
    assertThat(kernels.isDue()).isFalse();
    Thread.sleep(KernelPolicy.DELAY_NANOS / 1_000_000);
    assertThat(kernels.isDue()).isTrue();
  }

  @Test
  void whatIsForcedIsObeyed() {
    System.setProperty(PROPERTY, "vector");
    assertThat(first(1)).isEqualTo("vector");
    assertThat(KernelPolicy.unknown(Fixtures.REGISTRY).kernels().id()).isEqualTo("vector");
    System.setProperty(PROPERTY, "portable");
    assertThat(first(1e12)).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 1e12).isDue()).isFalse();
    assertThat(KernelPolicy.unknown(Fixtures.REGISTRY).isDue()).isFalse();
  }

  private static String first(double operations) {
    return KernelPolicy.choose(Fixtures.REGISTRY, operations).kernels().id();
  }
}
