package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import java.util.List;

/** Chooses the roles of a file's columns. */
public interface ColumnChooser {

  /**
   * Whether the first row is a header. {@link Header#AUTO} decides by the rows below.
   *
   * @param source the file, for messages
   * @param first fields of the first row
   * @throws DataException if the first row does not match
   */
  Header header(String source, List<String> first);

  /**
   * Chooses the columns of a file. If {@link #header} returned {@code AUTO}, the choice has to be
   * the same with and without a header.
   *
   * @param source the file, for messages
   * @param first fields of the first row
   * @param header whether the first row is a header
   * @throws DataException if the first row does not match
   */
  Columns choose(String source, List<String> first, boolean header);
}
