package dev.cotangent.spark.ml;

import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import dev.cotangent.training.data.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of all inputs of a model.
 *
 * @param all the inputs in the model's order
 */
public record FeatureInputs(List<FeatureInput> all) implements Serializable {

  /**
   * Finds the columns.
   *
   * @param where the caller, for messages
   * @param inputs inputs of the model
   * @param columns columns of its only input, or for each of several inputs an entry {@code
   *     input=column,column}; an input without an entry is the column of its name
   * @throws DataException if a column is missing or has another type, the numbers are too many or
   *     too few as far as the schema says, or an entry names no input
   */
  public static FeatureInputs of(
      String where, Signature inputs, List<String> columns, StructType schema) {
    List<FeatureInput> all = new ArrayList<>();
    byInput(where, inputs, columns)
        .forEach(
            (name, names) ->
                all.add(FeatureInput.of(where, name, inputs.port(name), names, schema)));
    return new FeatureInputs(List.copyOf(all));
  }

  /** The columns of each input, in the order of the inputs; see {@link #of}. */
  public static Map<String, List<String>> byInput(
      String where, Signature inputs, List<String> columns) {
    if (inputs.size() == 1 && columns.stream().noneMatch(column -> isEntry(column, inputs))) {
      return Map.of(inputs.names().get(0), columns);
    }
    Map<String, List<String>> given = entries(where, inputs, columns);
    Map<String, List<String>> all = new LinkedHashMap<>();
    inputs.names().forEach(name -> all.put(name, given.getOrDefault(name, List.of(name))));
    return all;
  }

  private static boolean isEntry(String column, Signature inputs) {
    int equals = column.indexOf('=');
    return equals > 0 && inputs.has(column.substring(0, equals));
  }

  private static Map<String, List<String>> entries(
      String where, Signature inputs, List<String> columns) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (String entry : columns) {
      if (!isEntry(entry, inputs)) {
        throw new DataException(
            where
                + ": inputCols "
                + Brief.quoted(entry)
                + ", expected an entry INPUT=column,column for an input of the model "
                + inputs);
      }
      int equals = entry.indexOf('=');
      String names = entry.substring(equals + 1);
      entries.put(entry.substring(0, equals), Arrays.asList(names.split(",", -1)));
    }
    return entries;
  }
}
