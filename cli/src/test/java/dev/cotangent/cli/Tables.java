package dev.cotangent.cli;

import dev.cotangent.core.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** CSV files with something to learn. */
final class Tables {

  private static final RandomStream RANDOM = RandomStream.of(1, "tables");

  private Tables() {}

  /** Two features around one of three corners, and the corner's name. */
  static List<String> corners(int rows, String... names) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int corner = row % names.length;
      double x = (corner == 0 ? 3 : -3) + RANDOM.normal(2L * row);
      double y = (corner == 1 ? 30 : -30) + 10 * RANDOM.normal(2L * row + 1);
      lines.add(x + "," + y + "," + names[corner]);
    }
    return lines;
  }

  /** y = 1000 + 50·a − 20·b, with a little noise. */
  static List<String> plane(int rows) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double a = RANDOM.normal(3L * row);
      double b = RANDOM.normal(3L * row + 1);
      double y = 1000 + 50 * a - 20 * b + RANDOM.normal(3L * row + 2);
      lines.add(a + "," + b + "," + y);
    }
    return lines;
  }

  static List<String> withHeader(String header, List<String> lines) {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(lines);
    return all;
  }

  static String write(Path folder, String name, List<String> lines) throws IOException {
    return "csv:" + Files.write(folder.resolve(name), lines);
  }
}
