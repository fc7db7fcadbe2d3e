package dev.cotangent.core.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A JSON array. Immutable, compared by value.
 *
 * <p>The accessors throw a {@link JsonException} that names the item if it is of another kind.
 */
public final class JsonArray implements Json {

  static final JsonArray EMPTY = new JsonArray(new Json[0]);

  private final Json[] items;

  private JsonArray(List<? extends Json> items) {
    this(List.copyOf(items).toArray(Json[]::new));
  }

  /** Creates an array with a copy of the items. */
  public static JsonArray of(List<? extends Json> items) {
    return new JsonArray(items);
  }

  /** An array of items that must not change afterwards. */
  JsonArray(Json[] items) {
    this.items = items;
  }

  /** Returns the array of these items. */
  public static JsonArray of(Json... items) {
    return new JsonArray(Arrays.asList(items));
  }

  /** Returns the array of these strings. */
  public static JsonArray ofStrings(List<String> items) {
    return new JsonArray(items.stream().map(Json::of).toList());
  }

  /** Returns the array of these integers. */
  public static JsonArray ofIntegers(int... items) {
    return new JsonArray(Arrays.stream(items).mapToObj(Json::of).toList());
  }

  /** Returns the array of these numbers, which must be finite. */
  public static JsonArray ofNumbers(double... items) {
    return new JsonArray(Arrays.stream(items).mapToObj(Json::of).toList());
  }

  /** The items, in order. */
  public List<Json> items() {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  /** Number of items. */
  public int size() {
    return items.length;
  }

  /** The item at an index from 0, of any kind. */
  public Json get(int index) {
    if (index < 0 || index >= items.length) {
      throw new JsonException("item " + index + ", expected an index below " + items.length);
    }
    return items[index];
  }

  /** The items, all of which must be strings. */
  public List<String> strings() {
    return indices().mapToObj(i -> Expect.string(items[i], where(i))).toList();
  }

  /** A new array with the items, all of which must be integers of 32 bits. */
  public int[] integers() {
    int[] result = new int[items.length];
    Arrays.setAll(result, i -> Expect.smallInteger(items[i], where(i)));
    return result;
  }

  /** A new array with the items, all of which must be integers of 64 bits. */
  public long[] longIntegers() {
    long[] result = new long[items.length];
    Arrays.setAll(result, i -> Expect.integer(items[i], where(i)));
    return result;
  }

  /** A new array with the items, all of which must be integers or real numbers. */
  public double[] numbers() {
    double[] result = new double[items.length];
    Arrays.setAll(result, i -> Expect.number(items[i], where(i)));
    return result;
  }

  /** The items, all of which must be objects. */
  public List<JsonObject> objects() {
    return indices().mapToObj(i -> Expect.object(items[i], where(i))).toList();
  }

  private IntStream indices() {
    return IntStream.range(0, items.length);
  }

  private static Expect.Place where(int index) {
    return () -> "item " + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray array && Arrays.equals(items, array.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return Arrays.toString(items);
  }
}
