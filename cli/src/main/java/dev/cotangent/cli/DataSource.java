package dev.cotangent.cli;

import dev.cotangent.training.source.BuiltinData;
import dev.cotangent.training.source.Idx;
import dev.cotangent.training.table.ColumnChooser;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TableReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A data source, as given to {@code --data}.
 *
 * @param text {@code builtin:NAME}, {@code idx:DIR}, {@code csv:FILE} or the path of a CSV file
 */
record DataSource(String text) {

  private static final String BUILTIN = "builtin:";
  private static final String CSV = "csv:";
  private static final String IDX = "idx:";

  /** The same source with an absolute path, valid in any working directory. */
  DataSource absolute() {
    if (text.startsWith(BUILTIN)) {
      return this;
    }
    return new DataSource(prefix() + path().toAbsolutePath().normalize());
  }

  /**
   * Reads the table.
   *
   * @throws UserError if the path is missing, invalid or unreadable
   * @throws dev.cotangent.training.data.DataException if the contents are wrong
   */
  Table read(ColumnChooser chooser) {
    if (text.startsWith(BUILTIN)) {
      return BuiltinData.table(text.substring(BUILTIN.length()), text, chooser);
    }
    return text.startsWith(IDX) ? images(chooser) : TableReader.read(path(), chooser);
  }

  private Table images(ColumnChooser chooser) {
    Path place = path();
    try {
      return Table.of(text, Idx.read(place), chooser);
    } catch (IOException e) {
      throw new UserError("--data: " + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String prefix() {
    return text.startsWith(CSV) ? CSV : text.startsWith(IDX) ? IDX : "";
  }

  private Path path() {
    String name = text.substring(prefix().length());
    if (name.isEmpty()) {
      String expected = text.startsWith(IDX) ? "idx:DIR" : "csv:FILE";
      throw new UserError("--data: no name in '" + text + "', expected " + expected);
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UserError("--data: '" + name + "' is not a valid path: " + e.getReason(), e);
    }
  }
}
