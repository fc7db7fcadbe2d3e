package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bits of trainings, by case, and where each was computed. */
final class Bits {

  private final SortedMap<String, SortedMap<String, List<String>>> whereByBits = new TreeMap<>();

  /** Notes a training; fails if it has other bits than those before. */
  void note(String of, String where, String bits) {
    SortedMap<String, List<String>> all = whereByBits.computeIfAbsent(of, key -> new TreeMap<>());
    all.computeIfAbsent(bits, key -> new ArrayList<>()).add(where);
    assertThat(all).as(of).hasSize(1);
  }

  /** Prints a line for each case, and fails unless all of its trainings, so many, agree. */
  void assertAgree(List<NetworkCase> cases, int trainings) {
    whereByBits.forEach(
        (of, bits) -> {
          System.out.println(of + ": " + bits.size() + " of " + trainings(bits));
          assertThat(bits).as(of).hasSize(1);
          assertThat(trainings(bits)).as(of).isEqualTo(trainings);
        });
    assertThat(whereByBits.keySet())
        .containsExactlyInAnyOrderElementsOf(cases.stream().map(NetworkCase::name).toList());
  }

  private static int trainings(SortedMap<String, List<String>> bits) {
    return bits.values().stream().mapToInt(List::size).sum();
  }
}
