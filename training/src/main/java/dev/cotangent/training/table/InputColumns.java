package dev.cotangent.training.table;

import dev.cotangent.core.spi.Signature;
import java.util.List;

/**
 * A model input and the table columns that feed it.
 *
 * @param input name of the input
 * @param columns columns in the order of a sample's numbers, each as in {@link TrainingColumns}: a
 *     name, an index, or several separated by commas. Empty for the column with the input's own
 *     name
 */
public record InputColumns(String input, List<String> columns) {

  /**
   * Checks the name and copies the list.
   *
   * @throws dev.cotangent.core.CotangentException if the name is not allowed for an input
   */
  public InputColumns {
    Signature.checked(input);
    columns = List.copyOf(columns);
  }

  /** An input that is fed by the column with its name. */
  public static InputColumns ofItsName(String input) {
    return new InputColumns(input, List.of());
  }
}
