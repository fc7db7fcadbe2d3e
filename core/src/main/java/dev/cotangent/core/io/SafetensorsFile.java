package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a safetensors file holds: metadata, sorted by key, and named tensors. Immutable, compared by
 * value.
 *
 * @param metadata free text by key
 * @param tensors the tensors, each name once; of a file that was read, in the order of their bytes
 */
public record SafetensorsFile(SortedMap<String, String> metadata, List<TensorEntry> tensors) {

  /** The name that the format keeps for itself. */
  static final String METADATA = "__metadata__";

  /**
   * Copies and checks.
   *
   * @throws CotangentException if a name stands twice or is {@code __metadata__}
   */
  public SafetensorsFile {
    // Not the map's own constructor for sorted maps, which would keep a foreign order.
    SortedMap<String, String> sorted = new TreeMap<>();
    sorted.putAll(metadata);
    metadata = Collections.unmodifiableSortedMap(sorted);
    tensors = List.copyOf(tensors);
    Set<String> names = new HashSet<>();
    for (TensorEntry tensor : tensors) {
      if (tensor.name().equals(METADATA) || !names.add(tensor.name())) {
        throw new CotangentException(
            "the name '" + tensor.name() + "' stands twice or is reserved");
      }
    }
  }

  /**
   * The content of a file, from a map in any order.
   *
   * @throws CotangentException if a name stands twice or is {@code __metadata__}
   */
  public static SafetensorsFile of(Map<String, String> metadata, List<TensorEntry> tensors) {
    return new SafetensorsFile(new TreeMap<>(metadata), tensors);
  }

  /** The names of the tensors, in their order. */
  public List<String> names() {
    return tensors.stream().map(TensorEntry::name).toList();
  }

  /** Whether there is a tensor of that name. */
  public boolean has(String name) {
    return tensors.stream().anyMatch(tensor -> tensor.name().equals(name));
  }

  /**
   * The tensor of that name.
   *
   * @throws CotangentException if there is none, naming those that there are
   */
  public TensorEntry tensor(String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CotangentException("no tensor '" + name + "' among " + names()));
  }
}
