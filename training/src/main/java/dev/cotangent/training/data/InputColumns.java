package dev.cotangent.training.data;

import dev.cotangent.core.model.Signature;
import java.util.List;

/**
 * An input of a model and the columns of a table that feed it.
 *
 * @param input the input's name
 * @param columns each as in {@link TrainingColumns}: a name, an index, or several separated by
 *     commas; in the order of a sample's numbers. None for the column of the input's own name
 */
public record InputColumns(String input, List<String> columns) {

  /**
   * Checks the name and copies the list.
   *
   * @throws dev.cotangent.core.CotangentException if an input cannot have that name
   */
  public InputColumns {
    Signature.checked(input);
    columns = List.copyOf(columns);
  }

  /** An input that the column of its own name feeds. */
  public static InputColumns ofItsName(String input) {
    return new InputColumns(input, List.of());
  }
}
