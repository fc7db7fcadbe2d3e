package dev.cotangent.training.checkpoint;

import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.failure.ResumeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The user's own values in the checkpoint of a custom loop.
 *
 * @param arrays the values by name
 */
public record LoopMemory(Map<String, MemoryArray> arrays) {

  private static final String NAME = "name";
  private static final String TYPE = "type";

  JsonArray json() {
    List<Json> items = new ArrayList<>();
    arrays.forEach(
        (name, array) ->
            items.add(JsonObject.builder().put(NAME, name).put(TYPE, array.type()).build()));
    return JsonArray.of(items);
  }

  List<TensorEntry> tensors(String prefix) {
    List<TensorEntry> tensors = new ArrayList<>();
    arrays.forEach((name, array) -> tensors.add(array.tensor(prefix + name)));
    return tensors;
  }

  /** Reads the values from a checkpoint. */
  public static LoopMemory read(JsonArray json, Function<String, TensorEntry> tensor) {
    Map<String, MemoryArray> arrays = new LinkedHashMap<>();
    for (JsonObject item : json.objects()) {
      String name = item.string(NAME);
      arrays.put(name, MemoryArray.of(item.string(TYPE), tensor.apply(name)));
    }
    return new LoopMemory(arrays);
  }

  /**
   * Checks that a program has the same names, types and lengths.
   *
   * @throws ResumeException naming the difference
   */
  public void check(LoopMemory now) {
    if (!arrays.keySet().equals(now.arrays.keySet())) {
      throw new ResumeException(
          "the loop saves " + now.arrays.keySet() + " instead of " + arrays.keySet());
    }
    arrays.forEach(
        (name, kept) -> {
          MemoryArray wanted = Objects.requireNonNull(now.arrays.get(name));
          if (!kept.isLike(wanted)) {
            throw new ResumeException("memory '" + name + "' is " + wanted + " instead of " + kept);
          }
        });
  }
}
