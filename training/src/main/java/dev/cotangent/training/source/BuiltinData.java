package dev.cotangent.training.source;

import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.table.ColumnChooser;
import dev.cotangent.training.table.Header;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Small built-in data sets, for first steps and tests. */
public final class BuiltinData {

  private static final String DIGITS = "digits";
  private static final String IRIS = "iris";
  private static final int POINTS = 1000;
  private static final long SEED = 7;

  private static final Map<String, String> FILES = Map.of(DIGITS, "digits.gz", IRIS, "iris.csv");

  private BuiltinData() {}

  /** The names that {@link #table} accepts, sorted. */
  public static List<String> names() {
    return List.of("blobs", DIGITS, IRIS, "moons", "spirals");
  }

  /**
   * Returns a data set as a table: {@code digits}, {@code iris}, or 1,000 points of {@code moons},
   * {@code spirals} or {@code blobs}.
   *
   * @param source name of the source in messages
   * @throws DataException if there is no data set of that name, or its columns do not match
   */
  public static Table table(String name, String source, ColumnChooser chooser) {
    if (FILES.containsKey(name)) {
      return file(name, source, chooser);
    }
    return switch (name) {
      case "moons" -> Table.of(source, Synthetic.moons(POINTS, 0.1, SEED), chooser);
      case "spirals" -> Table.of(source, Synthetic.spirals(POINTS, 2, 0.02, SEED), chooser);
      case "blobs" -> Table.of(source, Synthetic.blobs(POINTS, 3, 1, 2), chooser);
      default ->
          throw new DataException(
              "unknown data set '"
                  + source
                  + "', expected one of "
                  + String.join(", ", names())
                  + Nearest.hint(name, names()));
    };
  }

  private static Table file(String name, String source, ColumnChooser chooser) {
    Header header = name.equals(IRIS) ? Header.YES : Header.NO;
    String file = FILES.get(name);
    try (InputStream in = BuiltinData.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      InputStream csv = name.equals(DIGITS) ? Digits.csv(in) : in;
      return TableReader.read(csv, source, chooser, header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * 1,797 images of handwritten digits: samples [64], 8 by 8 pixels from 0 to 16, in the classes 0
   * to 9.
   *
   * <p>Source: E. Alpaydin, C. Kaynak, <i>Optical Recognition of Handwritten Digits</i>, UCI
   * Machine Learning Repository, 1998, CC BY 4.0.
   */
  public static Dataset digits() {
    return table(DIGITS, DIGITS, TrainingColumns.last()).classification();
  }

  /**
   * 150 flowers: sepal length and width, petal length and width in centimetres, in the classes
   * setosa, versicolor and virginica.
   *
   * <p>Source: R. A. Fisher, <i>Iris</i>, UCI Machine Learning Repository, 1936, CC BY 4.0.
   */
  public static Dataset iris() {
    return table(IRIS, IRIS, TrainingColumns.last()).classification();
  }
}
