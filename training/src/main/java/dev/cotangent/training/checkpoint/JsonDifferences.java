package dev.cotangent.training.checkpoint;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the differences between two documents, member by member, with both values. */
final class JsonDifferences {

  private static final int MOST = 8;
  private static final int LONGEST = 120;
  private static final String TYPE = "type";
  private static final Json NOTHING = new Json.Null();

  private final List<String> found = new ArrayList<>();

  private JsonDifferences() {}

  /**
   * Returns the differences, as in {@code optimizer.learning_rate 0.1 instead of 0.01}.
   *
   * @param name name of the documents in messages
   */
  public static List<String> of(String name, Json now, Json before) {
    JsonDifferences differences = new JsonDifferences();
    differences.compare(name, now, before);
    return differences.found;
  }

  private void compare(String path, Json now, Json before) {
    if (now.equals(before) || found.size() == MOST) {
      return;
    }
    if (now instanceof JsonObject a && before instanceof JsonObject b && sameType(a, b)) {
      compareMembers(path, a.members(), b.members());
    } else if (now instanceof JsonArray a
        && before instanceof JsonArray b
        && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(path + "[" + i + "]", a.get(i), b.get(i));
      }
    } else {
      found.add(path + " " + text(now) + " instead of " + text(before));
    }
  }

  private static boolean sameType(JsonObject a, JsonObject b) {
    return a.members().getOrDefault(TYPE, NOTHING).equals(b.members().getOrDefault(TYPE, NOTHING));
  }

  private void compareMembers(String path, Map<String, Json> now, Map<String, Json> before) {
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    for (String name : names) {
      compare(
          path + "." + name, now.getOrDefault(name, NOTHING), before.getOrDefault(name, NOTHING));
    }
  }

  private static String text(Json value) {
    String text = value.equals(NOTHING) ? "none" : value.compact();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
