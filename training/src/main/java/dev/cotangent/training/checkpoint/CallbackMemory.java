package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.callback.Callback;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The saved state of a training's callbacks. On resume, each callback receives the state of the
 * callback with the same id and the same position among those that have an id.
 */
public record CallbackMemory(List<Entry> entries) {

  /** The state of no callbacks. */
  static final CallbackMemory NONE = new CallbackMemory(List.of());

  private static final String ID = "id";
  private static final String ARRAYS = "arrays";

  /** The state of one callback, by name. */
  record Entry(String id, Map<String, double[]> arrays) {}

  /** The current state of the callbacks. */
  public static CallbackMemory of(List<Callback> callbacks) {
    List<Entry> entries = new ArrayList<>();
    for (Callback callback : callbacks) {
      Map<String, double[]> arrays = new TreeMap<>();
      callback.memory().forEach((key, values) -> arrays.put(key, values.clone()));
      if (!callback.id().isEmpty()) {
        entries.add(new Entry(callback.id(), arrays));
      } else if (!arrays.isEmpty()) {
        throw new CotangentException(
            callback.getClass().getName()
                + " returns the memory "
                + arrays.keySet()
                + ", but its id is empty; return a stable id, or no memory");
      }
    }
    return new CallbackMemory(entries);
  }

  /** The ids, and the names of the arrays. */
  JsonArray json() {
    return JsonArray.of(
        entries.stream()
            .map(
                entry ->
                    (Json)
                        JsonObject.builder()
                            .put(ID, entry.id)
                            .put(ARRAYS, JsonArray.ofStrings(List.copyOf(entry.arrays.keySet())))
                            .build())
            .toList());
  }

  /** The arrays. */
  List<TensorEntry> tensors(String prefix) {
    List<TensorEntry> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = name(prefix, i);
      entries
          .get(i)
          .arrays
          .forEach(
              (key, values) ->
                  all.add(TensorEntry.of(place + key, Shape.of(values.length), values)));
    }
    return all;
  }

  private static String name(String prefix, int place) {
    return prefix + place + "/";
  }

  /** Reads the saved state from a checkpoint. */
  public static CallbackMemory read(
      JsonArray json, String prefix, Function<String, TensorEntry> tensor) {
    List<Entry> entries = new ArrayList<>();
    for (JsonObject entry : json.objects()) {
      Map<String, double[]> arrays = new LinkedHashMap<>();
      for (String key : entry.array(ARRAYS).strings()) {
        arrays.put(key, tensor.apply(name(prefix, entries.size()) + key).doubles());
      }
      entries.add(new Entry(entry.string(ID), arrays));
    }
    return new CallbackMemory(entries);
  }

  /**
   * Restores the callbacks' state.
   *
   * @throws CotangentException if a callback cannot use its state, naming the callback
   */
  public void restore(List<Callback> callbacks) {
    List<Callback> named = callbacks.stream().filter(callback -> !callback.id().isEmpty()).toList();
    for (int i = 0; i < Math.min(named.size(), entries.size()); i++) {
      Entry entry = entries.get(i);
      if (entry.id.equals(named.get(i).id()) && !entry.arrays.isEmpty()) {
        give(named.get(i), entry);
      }
    }
  }

  private static void give(Callback callback, Entry entry) {
    Map<String, double[]> copies = new TreeMap<>();
    entry.arrays.forEach((key, values) -> copies.put(key, values.clone()));
    try {
      callback.remember(copies);
    } catch (IndexOutOfBoundsException | NullPointerException | CotangentException wrong) {
      throw new CotangentException(
          "the callback '"
              + entry.id
              + "' cannot use its state in the checkpoint: "
              + CotangentException.describe(wrong),
          wrong);
    }
  }
}
