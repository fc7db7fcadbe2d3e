package dev.cotangent.examples;

import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of an example: its trained models and how good they are.
 *
 * @param quality how good it is, as the example measures it
 * @param models those that were trained
 */
record Trained(double quality, List<Model> models) {

  /** The bits of all parameters. */
  String sha256() {
    return models.stream().map(model -> model.store().sha256()).collect(Collectors.joining(" "));
  }
}
