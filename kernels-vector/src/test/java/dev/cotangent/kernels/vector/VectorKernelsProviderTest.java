package dev.cotangent.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.KernelsProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class VectorKernelsProviderTest {

  @Test
  void isFoundByServiceLoaderAndUsableHere() {
    assertThat(ServiceLoader.load(KernelsProvider.class))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.id()).isEqualTo("vector");
              assertThat(provider.unavailableBecause()).isEmpty();
              assertThat(provider.create().id()).isEqualTo("vector");
            });
  }
}
