package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The trained model of a command. */
@Heading("Model")
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Directory of a trained model, as written by cotangent train --out.")
  private Path directory = Path.of("");

  /**
   * The model file: the directory's, or the argument itself if it is a file.
   *
   * @throws UserError if there is none
   */
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
              + " is not a model directory, expected a file "
              + Outputs.MODEL_FILE
              + " in it");
    }
    return file;
  }

  /**
   * Loads the model.
   *
   * @throws UserError if the file is missing or cannot be read
   */
  Model load(Registry registry) {
    try {
      return Model.load(file(), registry);
    } catch (IOException e) {
      throw new UserError("--model: " + file() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
