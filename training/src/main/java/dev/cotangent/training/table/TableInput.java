package dev.cotangent.training.table;

import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.data.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A model input and the table features that feed it.
 *
 * @param name name of the input
 * @param features indices of the table's features, from 0, in the order of a sample's numbers
 */
public record TableInput(String name, List<Integer> features) {

  private static final String NAME = "name";
  private static final String FEATURES = "features";

  /** Copies the list. */
  public TableInput {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new DataException("input '" + name + "' has no columns, expected at least one");
    }
  }

  JsonObject json() {
    int[] places = features.stream().mapToInt(Integer::intValue).toArray();
    return JsonObject.builder().put(NAME, name).put(FEATURES, JsonArray.ofIntegers(places)).build();
  }

  static TableInput of(JsonObject json) {
    int[] places = json.array(FEATURES).integers();
    return new TableInput(json.string(NAME), Arrays.stream(places).boxed().toList());
  }
}
