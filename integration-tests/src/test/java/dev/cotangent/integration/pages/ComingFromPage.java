package dev.cotangent.integration.pages;

import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import java.io.IOException;
import java.nio.file.Path;

/** The code of docs/coming-from.md. */
public final class ComingFromPage {

  private ComingFromPage() {}

  /** Loads the weights of a file. */
  public static void weights(Model model, Path file) throws IOException {
    SafetensorsFile weights = Safetensors.read(file);
    for (Parameter parameter : model.parameters()) {
      // checks the shape, not the size alone
      model.store().write(parameter, weights.tensor(parameter.name()));
    }
  }
}
