package dev.cotangent.cli.data;

import dev.cotangent.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where data come from, as {@code --data} has it.
 *
 * @param text as the user wrote it: {@code builtin:NAME}, {@code csv:FILE} or the name of a file
 */
public record DataSource(String text) {

  /** The data set that is on board. */
  public static final String DIGITS = "builtin:digits";

  private static final String BUILTIN = "builtin:";
  private static final String CSV = "csv:";
  private static final String RESOURCE = "digits.csv.gz";

  /**
   * Reads the table.
   *
   * @throws UserError if there is none, or it is not a table of numbers
   */
  public Table read(ColumnChooser chooser) {
    if (text.equals(DIGITS)) {
      return digits(chooser);
    }
    if (text.startsWith(BUILTIN)) {
      throw new UserError(
          "--data: unknown data set '" + text + "', expected " + DIGITS + " or csv:FILE");
    }
    return TableReader.read(file(), chooser);
  }

  private Path file() {
    String name = text.startsWith(CSV) ? text.substring(CSV.length()) : text;
    if (name.isEmpty()) {
      throw new UserError("--data: no file in '" + text + "', expected csv:FILE");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UserError("--data: '" + name + "' is no file name: " + e.getReason(), e);
    }
  }

  private Table digits(ColumnChooser chooser) {
    try (InputStream in = DataSource.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return TableReader.read(in, text, true, chooser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
