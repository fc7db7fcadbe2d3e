package dev.cotangent.optim;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads conformance vectors, from the folder named by the system property {@code conformance.dir}
 * or else from our own copy.
 */
final class Vectors {

  private Vectors() {}

  /** The cases of a file. */
  static List<JsonObject> cases(String file) {
    try {
      return ((JsonArray) Json.parse(text(file))).objects();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of all arrays of a list, one after another. */
  static double[] flat(JsonObject owner, String member) {
    return owner.array(member).objects().stream()
        .flatMapToDouble(array -> Arrays.stream(data(array)))
        .toArray();
  }

  /** The numbers of one array, row by row. */
  static double[] data(JsonObject array) {
    return array.array("data").numbers();
  }

  /** The numbers in single precision. */
  static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /** The largest difference, relative to the largest expected magnitude. */
  static double relativeError(float[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " numbers, expected " + expected.length);
    }
    double scale = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    return error / scale;
  }

  private static String text(String file) throws IOException {
    String folder = System.getProperty("conformance.dir");
    if (folder != null) {
      return Files.readString(Path.of(folder, file));
    }
    try (InputStream in = Vectors.class.getResourceAsStream("/conformance/" + file)) {
      if (in == null) {
        throw new IOException("no vectors " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
