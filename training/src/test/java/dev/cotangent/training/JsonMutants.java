package dev.cotangent.training;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents in which one part has changed. */
final class JsonMutants {

  private static final long[] COUNTS = {-1, 0, 3, 1L << 31, 1L << 62, Long.MIN_VALUE};

  private JsonMutants() {}

  /** The value with one part changed, in all ways. */
  static List<Json> of(Json value) {
    List<Json> mutants = new ArrayList<>(List.of(new Json.Null(), Json.of("x")));
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                of(member).forEach(mutant -> mutants.add(with(object, name, mutant)));
                Map<String, Json> less = new LinkedHashMap<>(object.members());
                less.remove(name);
                mutants.add(JsonObject.of(less));
              });
    } else if (value instanceof JsonArray array) {
      mutants.add(JsonArray.of());
      for (int i = 0; i < array.size(); i++) {
        for (Json mutant : of(array.get(i))) {
          List<Json> items = new ArrayList<>(array.items());
          items.set(i, mutant);
          mutants.add(JsonArray.of(items));
        }
      }
    } else if (value instanceof Json.Int) {
      for (long count : COUNTS) {
        mutants.add(Json.of(count));
      }
    }
    return mutants;
  }

  private static Json with(JsonObject object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return JsonObject.of(members);
  }
}
