package dev.cotangent.core.text;

/** Names of places in one of several models. */
public final class QualifiedName {

  private QualifiedName() {}

  /**
   * Prefixes a path or the name of a parameter with the name of its model.
   *
   * @param model empty for a single model, whose places get no prefix
   * @param path empty for the model's outermost layer
   */
  public static String of(String model, String path) {
    return model.isEmpty() ? path : path.isEmpty() ? model : model + "/" + path;
  }
}
