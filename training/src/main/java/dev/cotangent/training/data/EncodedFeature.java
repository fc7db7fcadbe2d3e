package dev.cotangent.training.data;

import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/**
 * A feature as a model takes it.
 *
 * @param name of its column
 * @param kind what the column holds
 * @param categories the categories that are known, in order; none for a number
 */
public record EncodedFeature(String name, FeatureKind kind, List<String> categories) {

  private static final String NAME = "name";
  private static final String KIND = "kind";
  private static final String CATEGORIES = "categories";

  /** Copies the list. */
  public EncodedFeature {
    categories = List.copyOf(categories);
  }

  /** A number. */
  static EncodedFeature number(String name) {
    return new EncodedFeature(name, FeatureKind.NUMBER, List.of());
  }

  /** How many numbers it becomes. */
  public int width() {
    return kind == FeatureKind.ONE_HOT ? categories.size() : 1;
  }

  /** The names of these numbers. */
  List<String> names() {
    return kind == FeatureKind.ONE_HOT
        ? categories.stream().map(category -> name + "=" + category).toList()
        : List.of(name);
  }

  /** The place of a category among those that are known, from 1; 0 for any other. */
  int place(String category) {
    return categories.indexOf(category) + 1;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put(NAME, name)
        .put(KIND, kind.id())
        .put(CATEGORIES, JsonArray.ofStrings(categories))
        .build();
  }

  static EncodedFeature of(JsonObject json) {
    return new EncodedFeature(
        json.string(NAME), FeatureKind.named(json.string(KIND)), json.array(CATEGORIES).strings());
  }
}
