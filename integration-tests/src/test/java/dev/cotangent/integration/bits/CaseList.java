package dev.cotangent.integration.bits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The output of {@link CasesMain}: the machine, and the hash of each case on each kernel set.
 *
 * @param machine processor and byte order
 * @param hashes by kernel set and name of the case
 */
public record CaseList(String machine, Map<String, Map<String, String>> hashes) {

  private static final String HASH = "[0-9a-f]{64}";

  /**
   * Parses the output.
   *
   * @throws AssertionError if it is not such a list, or a case is listed twice
   */
  public static CaseList of(String printed) {
    List<String> lines = printed.lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith("machine ")) {
      throw new AssertionError("no list of cases: " + printed);
    }
    Map<String, Map<String, String>> hashes = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(" ", 3);
      if (fields.length < 3) {
        throw new AssertionError("no case: " + line);
      }
      Map<String, String> set = hashes.computeIfAbsent(fields[0], any -> new TreeMap<>());
      if (set.put(fields[2], fields[1]) != null) {
        throw new AssertionError("listed twice: " + line);
      }
    }
    return new CaseList(lines.get(0).substring("machine ".length()), hashes);
  }

  /** Number of cases. */
  public int size() {
    return hashes.values().stream().mapToInt(Map::size).sum();
  }

  /**
   * Compares kernel sets of this list with another list, on whatever kernels: a line for each case
   * that has another hash, that failed, or that one list lacks.
   */
  public List<String> differences(List<String> sets, CaseList expected) {
    List<String> differences = new ArrayList<>();
    for (String set : sets) {
      String like = set.equals(CasesMain.ANY) ? set : "portable";
      Map<String, String> wanted = expected.hashes.getOrDefault(like, Map.of());
      Map<String, String> found = hashes.getOrDefault(set, Map.of());
      if (wanted.isEmpty()) {
        differences.add(set + ": nothing to compare with");
      }
      wanted.forEach((name, hash) -> compare(set, name, hash, found, differences));
      found.keySet().stream()
          .filter(name -> !wanted.containsKey(name))
          .forEach(name -> differences.add(set + ": only here: " + name));
    }
    return differences;
  }

  private static void compare(
      String set, String name, String hash, Map<String, String> found, List<String> differences) {
    String own = found.getOrDefault(name, "missing");
    if (!own.equals(hash) || !own.matches(HASH)) {
      differences.add(set + ": " + name + ": " + own + " instead of " + hash);
    }
  }
}
