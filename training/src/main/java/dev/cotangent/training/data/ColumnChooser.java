package dev.cotangent.training.data;

import java.util.List;

/** Decides from the first row of a file what its columns are. */
@FunctionalInterface
public interface ColumnChooser {

  /**
   * The columns of a file.
   *
   * @param source the file, for messages
   * @param first the fields of its first row, stripped
   * @throws DataException if the row does not fit
   */
  Columns choose(String source, List<String> first);
}
