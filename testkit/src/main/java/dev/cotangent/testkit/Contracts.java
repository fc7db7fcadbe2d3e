package dev.cotangent.testkit;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryEntry;
import java.util.Optional;

/** The contracts of whatever a registry holds. */
public final class Contracts {

  private Contracts() {}

  /**
   * Runs the contract of an entry's class with its default attributes.
   *
   * @return empty for kinds that have no contract: schedules and kernels
   */
  public static Optional<ContractReport> report(RegistryEntry entry, Registry registry, long seed) {
    String id = entry.id();
    return switch (entry.kind()) {
      case "activation" -> Optional.of(activation(registry.activation(id), registry, seed));
      case "layer" -> Optional.of(layer(registry.layer(id), registry, seed));
      case "loss" -> Optional.of(loss(registry.loss(id), seed));
      case "optimizer" -> Optional.of(optimizer(registry.optimizer(id), seed));
      default -> Optional.empty();
    };
  }

  private static ContractReport activation(Activation found, Registry registry, long seed) {
    return ActivationContract.of(found.getClass()).among(registry).withSeed(seed).report();
  }

  private static ContractReport layer(LayerSpec found, Registry registry, long seed) {
    return LayerContract.of(found.getClass()).among(registry).withSeed(seed).report();
  }

  private static ContractReport loss(Loss found, long seed) {
    return LossContract.of(found.getClass()).withSeed(seed).report();
  }

  private static ContractReport optimizer(Optimizer found, long seed) {
    return OptimizerContract.of(found.getClass()).withSeed(seed).report();
  }
}
