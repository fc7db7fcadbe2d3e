package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Brief;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a safetensors file: metadata, sorted by key, and named tensors. Immutable,
 * compared by value.
 */
public final class SafetensorsFile {

  /** The name that the format reserves. */
  static final String METADATA = "__metadata__";

  private final SortedMap<String, String> metadata;
  private final List<TensorEntry> tensors;

  private SafetensorsFile(SortedMap<String, String> metadata, List<TensorEntry> tensors) {
    this.metadata = Collections.unmodifiableSortedMap(metadata);
    this.tensors = List.copyOf(tensors);
  }

  /**
   * The content of a file, from a map in any order.
   *
   * @param metadata free text by key
   * @throws CotangentException if a name is duplicated or is {@code __metadata__}
   */
  public static SafetensorsFile of(Map<String, String> metadata, List<TensorEntry> tensors) {
    // Not the constructor for sorted maps, which would adopt the given map's comparator.
    SortedMap<String, String> sorted = new TreeMap<>();
    sorted.putAll(metadata);
    Set<String> names = new HashSet<>();
    for (TensorEntry tensor : tensors) {
      if (tensor.name().equals(METADATA) || !names.add(tensor.name())) {
        throw new CotangentException(
            "tensor "
                + Brief.quoted(tensor.name())
                + ": the name is taken, expected unique names other than "
                + METADATA);
      }
    }
    return new SafetensorsFile(sorted, tensors);
  }

  /** The content of a file whose names were checked; the map must not change afterwards. */
  static SafetensorsFile checked(SortedMap<String, String> metadata, List<TensorEntry> tensors) {
    return new SafetensorsFile(metadata, tensors);
  }

  /** Free text by key, sorted. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /** The tensors, with unique names; after reading, in the order of their bytes in the file. */
  public List<TensorEntry> tensors() {
    return tensors;
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
   * @throws CotangentException if there is none; the message lists the names of the tensors
   */
  public TensorEntry tensor(String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CotangentException(
                    "no tensor '" + name + "', expected one of " + Brief.list(names())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafetensorsFile file
        && metadata.equals(file.metadata)
        && tensors.equals(file.tensors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(metadata, tensors);
  }

  @Override
  public String toString() {
    return "SafetensorsFile[metadata " + metadata.keySet() + ", tensors " + tensors + "]";
  }
}
