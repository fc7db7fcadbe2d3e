package dev.cotangent.training.table;

import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.text.Decimals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The encoding of one feature.
 *
 * @param name name of its column
 * @param kind kind of the feature
 * @param categories known categories, in order; empty for a number
 * @param offset offset subtracted from a number, in double precision, before it is rounded to
 *     float32; 0 unless float32 cannot distinguish the column's numbers
 */
public record EncodedFeature(
    String name, FeatureKind kind, List<String> categories, double offset) {

  private static final String NAME = "name";
  private static final String KIND = "kind";
  private static final String CATEGORIES = "categories";
  private static final String OFFSET = "offset";

  /** Copies the list. */
  public EncodedFeature {
    categories = List.copyOf(categories);
  }

  /** Creates a numeric feature. */
  static EncodedFeature number(String name, double offset) {
    return new EncodedFeature(name, FeatureKind.NUMBER, List.of(), offset);
  }

  /** Creates a categorical feature. */
  static EncodedFeature category(String name, FeatureKind kind, List<String> categories) {
    return new EncodedFeature(name, kind, categories, 0);
  }

  /** The number of values that the feature is encoded as. */
  public int width() {
    return kind == FeatureKind.ONE_HOT ? categories.size() : 1;
  }

  /** The names of these values. */
  List<String> names() {
    if (kind == FeatureKind.ONE_HOT) {
      return categories.stream().map(category -> name + "=" + category).toList();
    }
    return List.of(offset == 0 ? name : name + " - " + Decimals.of(offset));
  }

  /** The index of each known category, from 1. */
  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    categories.forEach(category -> places.put(category, places.size() + 1));
    return places;
  }

  /** Writes a category into a sample whose values are 0; index 0 stands for an unknown category. */
  void put(int place, float[] encoded, int at) {
    if (kind != FeatureKind.ONE_HOT) {
      encoded[at] = place;
    } else if (place > 0) {
      encoded[at + place - 1] = 1;
    }
  }

  JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put(NAME, name)
            .put(KIND, kind.id())
            .put(CATEGORIES, JsonArray.ofStrings(categories));
    return offset == 0 ? json.build() : json.put(OFFSET, offset).build();
  }

  static EncodedFeature of(JsonObject json) {
    return new EncodedFeature(
        json.string(NAME),
        FeatureKind.named(json.string(KIND)),
        json.array(CATEGORIES).strings(),
        json.has(OFFSET) ? json.number(OFFSET) : 0);
  }
}
