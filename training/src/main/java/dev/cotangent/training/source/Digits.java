package dev.cotangent.training.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * The stored images of handwritten digits: a byte for each value, column by column, which
 * compresses to two thirds of the size of a CSV file.
 */
final class Digits {

  private static final int COLUMNS = 65;

  private Digits() {}

  /** Returns the images as CSV: 64 pixels and the digit in each row. */
  static InputStream csv(InputStream stored) throws IOException {
    byte[] values = new GZIPInputStream(stored).readAllBytes();
    int rows = values.length / COLUMNS;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        text.append(values[column * rows + row]).append(column < COLUMNS - 1 ? ',' : '\n');
      }
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
