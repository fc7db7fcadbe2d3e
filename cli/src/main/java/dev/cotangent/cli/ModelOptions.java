package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The model of a command. */
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A directory that cotangent train has written.")
  private Path directory = Path.of("");

  /** The model's file. */
  Path file() {
    if (Files.isRegularFile(directory)) {
      return directory;
    }
    if (!Files.isDirectory(directory)) {
      throw new UserError("--model: there is no directory " + directory);
    }
    Path file = directory.resolve(Outputs.MODEL_FILE);
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "--model: "
              + directory
              + " is no model, expected a file "
              + Outputs.MODEL_FILE
              + " in it");
    }
    return file;
  }

  /** Reads the model. */
  Model load(Registry registry) {
    try {
      return Model.load(file(), registry);
    } catch (IOException e) {
      throw new UserError("--model: " + file() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
