package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
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
record LoopMemory(Map<String, MemoryArray> arrays) {

  private static final String NAME = "name";
  private static final String TYPE = "type";

  /**
   * Reads the current values.
   *
   * @throws CotangentException if two have the same name
   */
  static LoopMemory of(List<Memory> memory) {
    Map<String, MemoryArray> arrays = new LinkedHashMap<>();
    for (Memory each : memory) {
      if (arrays.putIfAbsent(each.name(), each.read()) != null) {
        throw new CotangentException(
            "checkpoint: two Memory values have the name '" + each.name() + "'");
      }
    }
    return new LoopMemory(arrays);
  }

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
  static LoopMemory read(JsonArray json, Function<String, TensorEntry> tensor) {
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
  void check(LoopMemory now) {
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

  /**
   * Restores all values, or none.
   *
   * @throws CotangentException if a setter fails, naming the value
   */
  void restore(List<Memory> memory) {
    LoopMemory before = of(memory);
    for (int i = 0; i < memory.size(); i++) {
      try {
        memory.get(i).write(get(memory.get(i)));
      } catch (Throwable failure) {
        memory.subList(0, i).forEach(each -> each.write(before.get(each)));
        throw new CotangentException(
            "memory '"
                + memory.get(i).name()
                + "' cannot be restored: "
                + CotangentException.describe(failure),
            failure);
      }
    }
  }

  private MemoryArray get(Memory memory) {
    return Objects.requireNonNull(arrays.get(memory.name())).copy();
  }
}
