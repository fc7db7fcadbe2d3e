package dev.cotangent.training.data;

import java.util.List;

/** Decides what the columns of a file are. */
public interface ColumnChooser {

  /**
   * Whether the first row holds names. {@link Header#AUTO} leaves it to the rows below.
   *
   * @param source the file, for messages
   * @param first the fields of its first row
   * @throws DataException if that row does not fit
   */
  Header header(String source, List<String> first);

  /**
   * The columns of a file. Where {@link #header} left it open, the same features and target are
   * chosen with a header and without one.
   *
   * @param source the file, for messages
   * @param first the fields of its first row
   * @param header whether these are names
   * @throws DataException if the row does not fit
   */
  Columns choose(String source, List<String> first, boolean header);
}
