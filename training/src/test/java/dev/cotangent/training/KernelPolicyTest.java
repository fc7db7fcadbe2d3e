package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 19e9).id()).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 20e9).id()).isEqualTo("vector");
  }

  @Test
  void whatIsForcedIsObeyed() {
    System.setProperty(PROPERTY, "vector");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 1).id()).isEqualTo("vector");
    System.setProperty(PROPERTY, "portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 1e12).id()).isEqualTo("portable");
  }
}
