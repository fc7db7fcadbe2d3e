package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of one kind, sorted by id.
 *
 * <p>If a plugin of the host and one of a jar claim the same id, the host's plugin gets it. If
 * several classes claim an id otherwise, none gets it, since it is ambiguous which one a saved
 * model means.
 */
final class Catalogue<T> {

  /**
   * A discovered plugin.
   *
   * @param fromJar whether it comes from a plugin jar rather than the host
   */
  private record Item<T>(T value, RegistryEntry entry, boolean fromJar) {}

  private final PluginKind kind;
  private final SortedMap<String, List<Item<T>>> items = new TreeMap<>();

  Catalogue(PluginKind kind) {
    this.kind = kind;
  }

  /**
   * Adds a plugin.
   *
   * @param fromJar whether it comes from a plugin jar rather than the host
   */
  void add(T value, RegistryEntry entry, boolean fromJar) {
    List<Item<T>> claimants = items.getOrDefault(entry.id(), new ArrayList<>());
    claimants.add(new Item<>(value, entry, fromJar));
    items.put(entry.id(), claimants);
  }

  /**
   * Returns these plugins and some that were created in code, which count as the host's.
   *
   * @throws CotangentException if an id is malformed or belongs to another class
   */
  Catalogue<T> with(List<T> added, Function<T, String> idOf) {
    Catalogue<T> all = new Catalogue<>(kind);
    all.items.putAll(items);
    for (T plugin : added) {
      String id = Discovery.checkedId(kind, plugin, idOf.apply(plugin));
      RegistryEntry entry = RegistryEntry.of(kind, id, plugin);
      for (Item<T> other : all.claimants(entry.id())) {
        if (!other.fromJar && !other.entry.className().equals(entry.className())) {
          throw new CotangentException(
              entry + " has the id of " + other.entry + ", expected an id of its own");
        }
      }
      all.items.put(entry.id(), List.of(new Item<>(plugin, entry, false)));
    }
    return all;
  }

  /** The candidates for an id: the host's plugins, or those of jars if the host has none. */
  private List<Item<T>> claimants(String id) {
    List<Item<T>> all = items.getOrDefault(id, List.of());
    if (all.size() <= 1) {
      return all;
    }
    List<Item<T>> own = all.stream().filter(item -> !item.fromJar).toList();
    return own.isEmpty() ? all : own;
  }

  T get(@Nullable String id) {
    if (id == null) {
      throw new CotangentException("the id of the " + kind + " is null, expected one of " + ids());
    }
    List<Item<T>> found = claimants(id);
    if (found.isEmpty()) {
      throw new CotangentException("unknown " + kind + " '" + id + "', " + known() + cure(id));
    }
    if (found.size() > 1) {
      throw new CotangentException(
          kind
              + " '"
              + id
              + "' is ambiguous: "
              + names(found)
              + " claim the id; remove one of them, or ask for another id, "
              + known());
    }
    return found.get(0).value;
  }

  /** Suggests the nearest known id, and names the artifacts that may be missing. */
  String cure(String id) {
    return Nearest.hint(id, ids()) + MissingArtifacts.hint(kind, id, entries());
  }

  private String known() {
    List<String> locations =
        entries().stream().map(RegistryEntry::location).distinct().sorted().toList();
    return "expected one of " + ids() + ", from " + locations;
  }

  private String names(List<Item<T>> claimants) {
    return String.join(" and ", claimants.stream().map(item -> item.entry.toString()).toList());
  }

  /** The ids that belong to exactly one plugin. */
  List<String> ids() {
    return entries().stream().map(RegistryEntry::id).toList();
  }

  List<RegistryEntry> entries() {
    return items.keySet().stream()
        .map(this::claimants)
        .filter(claimants -> claimants.size() == 1)
        .map(claimants -> claimants.get(0).entry)
        .toList();
  }

  /** The kind and the number of ids, as in {@code activation: 26}. */
  @Override
  public String toString() {
    return kind + ": " + ids().size();
  }

  /** A problem for each plugin whose id an earlier one has. */
  List<RegistryProblem> conflicts() {
    List<RegistryProblem> conflicts = new ArrayList<>();
    for (List<Item<T>> claimants : items.values()) {
      RegistryEntry first = claimants.get(0).entry;
      for (Item<T> item : claimants.subList(1, claimants.size())) {
        conflicts.add(conflict(item.entry, first));
      }
    }
    return conflicts;
  }

  private RegistryProblem conflict(RegistryEntry late, RegistryEntry first) {
    String message =
        late.className()
            + " has the id '"
            + late.id()
            + "' of "
            + first.className()
            + " in "
            + first.location()
            + ", expected an id of its own";
    return new RegistryProblem(kind.id(), late.location(), message);
  }
}
