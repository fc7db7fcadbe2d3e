package dev.cotangent.spark.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a DataFrame that samples are made of.
 *
 * <p>An input is one column or several, one after another: vectors of Spark ML, dense or sparse,
 * arrays of numbers, numbers, booleans (1 and 0). A double is rounded to float once; NaN and
 * infinity are kept. null is an error.
 *
 * <p>Immutable.
 */
public final class FrameColumns {

  /** The name of the only input. */
  private static final String ONLY = "";

  private final Map<String, List<String>> inputs;
  private final List<String> target;
  private final @Nullable String weight;
  private final List<String> key;

  private FrameColumns(
      Map<String, List<String>> inputs,
      List<String> target,
      @Nullable String weight,
      List<String> key) {
    this.inputs = inputs;
    this.target = target;
    this.weight = weight;
    this.key = key;
  }

  /**
   * Columns of the target; inputs are added by name.
   *
   * @param target for classes, a column of whole numbers from 0, as a StringIndexer makes them; for
   *     numbers, columns like those of an input
   */
  public static FrameColumns ofTarget(String... target) {
    return new FrameColumns(Map.of(), named("target", target), null, List.of());
  }

  /** Returns a copy with the columns of the only input. */
  public FrameColumns withFeatures(String... columns) {
    return withInput(ONLY, columns);
  }

  /**
   * Returns a copy with the columns of one of several inputs.
   *
   * @param input its name in the layout
   */
  public FrameColumns withInput(String input, String... columns) {
    Map<String, List<String>> more = new LinkedHashMap<>(inputs);
    more.put(Given.of("samples: the input", input), named("input", columns));
    return new FrameColumns(more, target, weight, key);
  }

  /** Returns a copy with a column of weights: finite numbers from 0. */
  public FrameColumns withWeight(String column) {
    return new FrameColumns(inputs, target, Given.of("samples: the weight column", column), key);
  }

  /**
   * Returns a copy with columns that the samples are sorted by, the first one first: whole numbers,
   * floating-point numbers, texts (by the bytes of UTF-8), booleans, dates, timestamps, bytes. They
   * should be unique; rows of equal keys are sorted by a hash of their content.
   */
  public FrameColumns withKey(String... columns) {
    return new FrameColumns(inputs, target, weight, named("key", columns));
  }

  private static List<String> named(String what, String... columns) {
    List<String> names = Given.all("samples: the columns", Arrays.asList(columns));
    if (names.isEmpty()) {
      throw new CotangentException(
          "samples: no column for the " + what + ", expected at least one");
    }
    return names;
  }

  /** Whether there is a column of weights. */
  public boolean hasWeight() {
    return weight != null;
  }

  /** The columns of each input of a layout. */
  List<List<String>> inputs(SampleLayout layout) {
    List<String> names = layout.inputs().names();
    List<List<String>> columns = new ArrayList<>();
    for (String name : names) {
      List<String> found = inputs.get(names.size() == 1 && inputs.containsKey(ONLY) ? ONLY : name);
      if (found == null) {
        throw new CotangentException(
            "samples: no columns for input '" + name + "', given: " + inputs.keySet());
      }
      columns.add(found);
    }
    if (inputs.size() > columns.size()) {
      throw new CotangentException(
          "samples: columns for the inputs " + inputs.keySet() + ", expected those of " + layout);
    }
    return columns;
  }

  List<String> target() {
    return target;
  }

  List<String> weight() {
    return weight == null ? List.of() : List.of(weight);
  }

  List<String> key() {
    return key;
  }
}
