package dev.cotangent.examples;

import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an example of training leaves behind.
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
