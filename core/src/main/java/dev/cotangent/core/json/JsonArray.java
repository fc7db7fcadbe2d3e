package dev.cotangent.core.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A JSON array. Immutable.
 *
 * <p>The accessors throw a {@link JsonException} that names the item, if one is of another kind.
 *
 * @param items the items
 */
public record JsonArray(List<Json> items) implements Json {

  /** Copies the items. */
  public JsonArray {
    items = List.copyOf(items);
  }

  /** The array of those items. */
  public static JsonArray of(Json... items) {
    return new JsonArray(Arrays.asList(items));
  }

  /** The array of those strings. */
  public static JsonArray ofStrings(List<String> items) {
    return new JsonArray(items.stream().map(Json::of).toList());
  }

  /** The array of those integers. */
  public static JsonArray ofIntegers(int... items) {
    return new JsonArray(Arrays.stream(items).mapToObj(Json::of).toList());
  }

  /** The array of those numbers, which must be finite. */
  public static JsonArray ofNumbers(double... items) {
    return new JsonArray(Arrays.stream(items).mapToObj(Json::of).toList());
  }

  /** Number of items. */
  public int size() {
    return items.size();
  }

  /** The item at an index from 0, of any kind. */
  public Json get(int index) {
    if (index < 0 || index >= items.size()) {
      throw new JsonException("no item " + index + " in an array of " + items.size());
    }
    return items.get(index);
  }

  /** The items, all strings. */
  public List<String> strings() {
    return indices().mapToObj(i -> Expect.string(items.get(i), where(i))).toList();
  }

  /** A new array with the items, all integers of 32 bits. */
  public int[] integers() {
    return indices().map(i -> Expect.smallInteger(items.get(i), where(i))).toArray();
  }

  /** A new array with the items, all integers of 64 bits. */
  public long[] longIntegers() {
    return indices().mapToLong(i -> Expect.integer(items.get(i), where(i))).toArray();
  }

  /** A new array with the items, all integers or real numbers. */
  public double[] numbers() {
    return indices().mapToDouble(i -> Expect.number(items.get(i), where(i))).toArray();
  }

  /** The items, all objects. */
  public List<JsonObject> objects() {
    return indices().mapToObj(i -> Expect.object(items.get(i), where(i))).toList();
  }

  private IntStream indices() {
    return IntStream.range(0, items.size());
  }

  private static String where(int index) {
    return "item " + index;
  }
}
