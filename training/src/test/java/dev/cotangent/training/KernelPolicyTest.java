package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.step.KernelPolicy;
import dev.cotangent.training.step.KernelSwitch;
import java.util.concurrent.atomic.AtomicInteger;
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
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 19e9).isWatching()).isFalse();
    assertThat(first(20e9)).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 20e9).isWatching()).isTrue();
  }

  @Test
  void whatIsOfUnknownLengthIsSmallAtFirst() throws InterruptedException {
    try (KernelSwitch kernels = KernelPolicy.unknown(Fixtures.REGISTRY)) {
      kernels.ended(1e6, 1_000_000, Workers.serial());
      assertThat(kernels.kernels().id()).isEqualTo("portable");
      assertThat(KernelSwitchTest.warmUpThread()).isEmpty();
      Thread.sleep(KernelPolicy.DELAY_NANOS / 1_000_000);
      kernels.ended(1e6, 1_000_000, Workers.serial());
      assertThat(KernelSwitchTest.warmUpThread()).isPresent();
    }
    assertThat(KernelSwitchTest.warmUpThread()).isEmpty();
  }

  @Test
  void tinyStepsAreNotWorthWarming() {
    try (KernelSwitch kernels = KernelPolicy.choose(Fixtures.REGISTRY, 20e9)) {
      kernels.ended(200, 1_000, Workers.serial());
      assertThat(kernels.isWatching()).isFalse();
      assertThat(KernelSwitchTest.warmUpThread()).isEmpty();
    }
  }

  @Test
  void whatIsForcedIsObeyed() {
    System.setProperty(PROPERTY, "vector");
    assertThat(first(1)).isEqualTo("vector");
    assertThat(KernelPolicy.unknown(Fixtures.REGISTRY).kernels().id()).isEqualTo("vector");
    System.setProperty(PROPERTY, "portable");
    assertThat(first(1e12)).isEqualTo("portable");
    assertThat(KernelPolicy.choose(Fixtures.REGISTRY, 1e12).isWatching()).isFalse();
    assertThat(KernelPolicy.unknown(Fixtures.REGISTRY).isWatching()).isFalse();
  }

  private static String first(double operations) {
    return KernelPolicy.choose(Fixtures.REGISTRY, operations).kernels().id();
  }

  @Test
  void aWarmUpGetsAProcessorUntilItEnds() {
    AtomicInteger spared = new AtomicInteger();
    Workers workers =
        new Workers() {
          @Override
          public int count() {
            return 2;
          }

          @Override
          public Runnable bind(Work work) {
            return Workers.serial().bind(work);
          }

          @Override
          public void spareProcessor(boolean spare) {
            spared.addAndGet(spare ? 1 : -1);
          }

          @Override
          public void close() {}
        };
    try (KernelSwitch kernels = KernelPolicy.choose(Fixtures.REGISTRY, 20e9)) {
      kernels.ended(1e6, 1_000_000, workers);
      assertThat(spared).hasValue(1);
      kernels.ended(1e6, 1_000_000, workers);
      assertThat(spared).hasValue(1);
    }
    assertThat(spared).hasValue(0);
  }
}
