package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What the callbacks of a training remember, for a file: arrays by names such as {@code
 * 0.EarlyStopping.best}. A callback gets back what one of the same class and place gave.
 */
final class CallbackMemory {

  /** Of no callback. */
  static final CallbackMemory NONE = new CallbackMemory(new TreeMap<>());

  private static final String SEPARATOR = ",";

  private final NavigableMap<String, double[]> arrays;

  private CallbackMemory(NavigableMap<String, double[]> arrays) {
    this.arrays = arrays;
  }

  /** What callbacks remember now. */
  static CallbackMemory of(List<Callback> callbacks) {
    NavigableMap<String, double[]> arrays = new TreeMap<>();
    for (int i = 0; i < callbacks.size(); i++) {
      String prefix = prefix(i, callbacks.get(i));
      callbacks.get(i).memory().forEach((key, values) -> put(arrays, prefix + key, values));
    }
    return new CallbackMemory(arrays);
  }

  private static void put(Map<String, double[]> arrays, String name, double[] values) {
    if (name.contains(SEPARATOR)) {
      throw new CotangentException("a callback remembers '" + name + "', which has a comma");
    }
    arrays.put(name, values.clone());
  }

  private static String prefix(int place, Callback callback) {
    return place + "." + callback.getClass().getSimpleName() + ".";
  }

  /** Reads the arrays of such names. */
  static CallbackMemory read(String names, Function<String, double[]> array) {
    NavigableMap<String, double[]> arrays = new TreeMap<>();
    for (String name : names.split(SEPARATOR, -1)) {
      if (!name.isEmpty()) {
        arrays.put(name, array.apply(name));
      }
    }
    return new CallbackMemory(arrays);
  }

  /** The names of all arrays. */
  String names() {
    return String.join(SEPARATOR, arrays.navigableKeySet());
  }

  void forEach(BiConsumer<String, double[]> action) {
    arrays.forEach(action);
  }

  /** Gives callbacks back what they gave. */
  void giveTo(List<Callback> callbacks) {
    for (int i = 0; i < callbacks.size(); i++) {
      String prefix = prefix(i, callbacks.get(i));
      Map<String, double[]> own = new TreeMap<>();
      arrays.forEach(
          (name, values) -> {
            if (name.startsWith(prefix)) {
              own.put(name.substring(prefix.length()), values.clone());
            }
          });
      if (!own.isEmpty()) {
        callbacks.get(i).remember(own);
      }
    }
  }
}
