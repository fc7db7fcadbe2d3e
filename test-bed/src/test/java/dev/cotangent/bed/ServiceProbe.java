package dev.cotangent.bed;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.registry.Registry;

/** Asks for a plugin of a kind and prints it, or the message of the error. */
public final class ServiceProbe {

  private ServiceProbe() {}

  /**
   * Asks once.
   *
   * @param args the kind and the id
   */
  public static void main(String[] args) {
    try {
      System.out.println(ask(Registry.standard(), args[0], args[1]));
    } catch (CotangentException e) {
      System.out.println(e.getMessage());
    }
  }

  private static Object ask(Registry registry, String kind, String id) {
    return switch (kind) {
      case "activation" -> registry.activation(id);
      case "layer" -> registry.layer(id);
      case "loss" -> registry.loss(id);
      case "metric" -> registry.metric(id);
      case "optimizer" -> registry.optimizer(id);
      case "schedule" -> registry.schedule(id);
      case "kernels" -> registry.kernels(id);
      case "evaluation" ->
          BedProgram.model(registry)
              .evaluate(BedProgram.data(), CrossEntropy.ofClassIndices())
              .loss();
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
