package dev.cotangent.training.step;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names, types and lengths of a batch's arrays, without their contents. */
public record BatchLengths(List<Entry> entries) implements Batch {

  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String LENGTH = "length";
  private static final String FLOATS = "float";
  private static final String INTS = "int";
  private static final float[] SOME_FLOATS = {};
  private static final int[] SOME_INTS = {};

  /** An array. */
  record Entry(String name, boolean floats, int length) {}

  public static BatchLengths of(Batch batch) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      entries.add(new Entry(batch.name(i), batch.array(i) instanceof float[], batch.length(i)));
    }
    return new BatchLengths(entries);
  }

  public static BatchLengths of(JsonArray json) {
    return new BatchLengths(
        json.objects().stream()
            .map(
                item ->
                    new Entry(
                        item.string(NAME), item.string(TYPE).equals(FLOATS), item.integer(LENGTH)))
            .toList());
  }

  public JsonArray json() {
    return JsonArray.of(
        entries.stream()
            .map(
                entry ->
                    (Json)
                        JsonObject.builder()
                            .put(NAME, entry.name)
                            .put(TYPE, entry.floats ? FLOATS : INTS)
                            .put(LENGTH, entry.length)
                            .build())
            .toList());
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public String name(int index) {
    return entries.get(index).name;
  }

  @Override
  public Object array(int index) {
    return entries.get(index).floats ? SOME_FLOATS : SOME_INTS;
  }

  @Override
  public int length(int index) {
    return entries.get(index).length;
  }

  /** Any array: the batch it describes was checked. */
  @Override
  public boolean isOptional(int index, Set<String> used) {
    return true;
  }

  @Override
  public Batch copy() {
    return this;
  }

  @Override
  public String describe() {
    return "a batch of "
        + entries.stream().map(entry -> entry.name + "[" + entry.length + "]").toList();
  }

  @Override
  public String describeNonFinite() {
    return "";
  }
}
