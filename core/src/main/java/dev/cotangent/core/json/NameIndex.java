package dev.cotangent.core.json;

import java.util.Arrays;
import java.util.function.IntFunction;

/** A hash table from names to their positions in a list that is kept elsewhere. */
final class NameIndex {

  /** Up to this many names are found faster by linear search. */
  static final int FEW = 8;

  private static final int EMPTY = -1;

  private final IntFunction<Object> names;
  private int[] table = {};
  private int size;

  /**
   * Creates an empty index.
   *
   * @param names the list
   */
  NameIndex(IntFunction<Object> names) {
    this.names = names;
  }

  /** The position of a name, or −1. */
  int find(String name) {
    return size == 0 ? EMPTY : table[slot(name)];
  }

  /** Adds the next name of the list, which must differ from those before it. */
  void add() {
    if (2 * (size + 1) > table.length) {
      rebuild();
    }
    table[slot((String) names.apply(size))] = size;
    size++;
  }

  private void rebuild() {
    table = new int[Math.max(4 * FEW, 2 * table.length)];
    Arrays.fill(table, EMPTY);
    for (int i = 0; i < size; i++) {
      table[slot((String) names.apply(i))] = i;
    }
  }

  /** The slot that holds a name, or the empty slot to insert it at. */
  private int slot(String name) {
    int hash = name.hashCode() * 0x9E3779B1;
    int slot = (hash ^ hash >>> 16) & (table.length - 1);
    while (table[slot] != EMPTY && !name.equals(names.apply(table[slot]))) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }
}
