package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The plugins of one kind, sorted by id. */
final class Catalogue<T> {

  private record Item<T>(T value, RegistryEntry entry) {}

  private final String kind;
  private final SortedMap<String, Item<T>> items = new TreeMap<>();

  Catalogue(String kind) {
    this.kind = kind;
  }

  void add(T value, RegistryEntry entry) {
    Item<T> present = items.putIfAbsent(entry.id(), new Item<>(value, entry));
    if (present != null) {
      throw new CotangentException(
          "two plugins have one id: "
              + present.entry
              + " and "
              + entry
              + "; known "
              + kind
              + " ids: "
              + ids());
    }
  }

  T get(String id) {
    Item<T> item = items.get(id);
    if (item == null) {
      throw new CotangentException(
          "unknown " + kind + " '" + id + "'; known ids: " + ids() + ", from " + locations());
    }
    return item.value;
  }

  List<String> ids() {
    return List.copyOf(items.keySet());
  }

  List<RegistryEntry> entries() {
    List<RegistryEntry> entries = new ArrayList<>();
    items.values().forEach(item -> entries.add(item.entry));
    return entries;
  }

  private List<String> locations() {
    return entries().stream().map(RegistryEntry::location).distinct().sorted().toList();
  }
}
