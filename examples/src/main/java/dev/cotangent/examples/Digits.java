package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.training.Dataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** 1,797 images of handwritten digits, 8 × 8 pixels from 0 to 16, as a data set. */
final class Digits {

  private static final String RESOURCE = "digits.csv.gz";
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;

  private Digits() {}

  /** All images. */
  static Dataset read() {
    List<String> lines = lines();
    float[] pixels = new float[lines.size() * PIXELS];
    int[] labels = new int[lines.size()];
    for (int row = 0; row < labels.length; row++) {
      String[] fields = lines.get(row).split(",", -1);
      for (int i = 0; i < PIXELS; i++) {
        pixels[row * PIXELS + i] = Float.parseFloat(fields[i]);
      }
      labels[row] = Integer.parseInt(fields[PIXELS]);
    }
    return Dataset.classification(Shape.of(PIXELS), pixels, labels, CLASSES);
  }

  private static List<String> lines() {
    try (InputStream in = Digits.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return new BufferedReader(
              new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
