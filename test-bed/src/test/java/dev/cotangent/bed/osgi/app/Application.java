package dev.cotangent.bed.osgi.app;

import dev.cotangent.activations.Relu;
import dev.cotangent.bed.BedProgram;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;

/** Answers a host that has none of its types: a task, and a folder or an id. */
public final class Application implements BinaryOperator<String> {

  @Override
  public String apply(String task, String argument) {
    return switch (task) {
      case "run" -> run(Registry.standard(), Path.of(argument));
      case "run with loaders" -> run(ofLoaders(), Path.of(argument));
      case "kernels" -> kernels();
      case "activation" -> activation(argument);
      default -> throw new IllegalArgumentException(task);
    };
  }

  private static String run(Registry registry, Path folder) {
    try (registry) {
      return BedProgram.run(folder, registry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a mediator of services, each bundle is named by one of its classes. */
  private static Registry ofLoaders() {
    return Registry.discover(
        List.of(
            Registry.class.getClassLoader(),
            Relu.class.getClassLoader(),
            Dense.class.getClassLoader(),
            Adam.class.getClassLoader(),
            Trainer.class.getClassLoader()));
  }

  private static String kernels() {
    try (Registry registry = Registry.standard()) {
      return registry.kernels().id();
    }
  }

  private static String activation(String id) {
    try (Registry registry = Registry.standard()) {
      return registry.activation(id).toString();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
