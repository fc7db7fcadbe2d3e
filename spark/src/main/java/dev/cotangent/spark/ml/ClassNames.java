package dev.cotangent.spark.ml;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.DataException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The names of classes in a model's metadata, where the command line has them, too. */
public final class ClassNames {

  private static final String KEY = "classes";

  private ClassNames() {}

  /** The number of classes that a classifier tells apart. */
  public static int count(Model model) {
    return Math.max(2, model.outputShape().size());
  }

  /** The names; without metadata, the numbers of the classes. */
  public static List<String> of(Model model) {
    String text = model.metadata().getOrDefault(KEY, "[]");
    List<String> names = Json.parse(text) instanceof JsonArray array ? array.strings() : List.of();
    return names.size() == count(model)
        ? names
        : IntStream.range(0, count(model)).mapToObj(Integer::toString).toList();
  }

  /**
   * The model with names for its classes.
   *
   * @throws DataException if there are more or fewer than classes
   */
  public static Model set(Model model, List<String> names) {
    if (names.size() != count(model)) {
      throw new DataException(
          "classification model: "
              + names.size()
              + " class names, expected "
              + count(model)
              + " for output "
              + model.outputShape());
    }
    Map<String, String> metadata = new TreeMap<>(model.metadata());
    metadata.put(KEY, JsonArray.ofStrings(names).compact());
    return model.withMetadata(metadata);
  }
}
