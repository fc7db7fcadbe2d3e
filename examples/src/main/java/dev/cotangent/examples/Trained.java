package dev.cotangent.examples;

import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of an example: its trained models and how good they are.
 *
 * @param quality the example's own measure of quality
 * @param models the trained models
 */
record Trained(double quality, List<Model> models) {

  /** The SHA-256 of each model's parameters. */
  String sha256() {
    return models.stream().map(model -> model.store().sha256()).collect(Collectors.joining(" "));
  }
}
