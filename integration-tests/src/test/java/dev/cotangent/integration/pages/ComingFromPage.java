package dev.cotangent.integration.pages;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import java.io.IOException;
import java.nio.file.Path;

/** The code of docs/coming-from.md. */
public final class ComingFromPage {

  private ComingFromPage() {}

  /** Loads the weights of a file. */
  public static void weights(Model model, Path file) throws IOException {
    model.copyFrom(file, Transfer.strict()); // names and shapes have to be the same
  }
}
