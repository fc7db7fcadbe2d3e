package dev.cotangent.core.file;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes JSON documents in UTF-8. Thread-safe. */
public final class JsonFiles {

  private JsonFiles() {}

  /**
   * Reads a document.
   *
   * @param maxBytes the largest file size that is accepted
   * @throws FileFormatException if the file is larger or not JSON, naming file and offset
   * @throws IOException if the file cannot be read
   */
  public static Json read(Path path, int maxBytes) throws IOException {
    try (ByteSource source = ByteSource.open(path)) {
      if (source.size() > maxBytes) {
        throw new FileFormatException(
            path.toString(),
            maxBytes,
            "a file of " + source.size() + " bytes, expected at most " + maxBytes);
      }
      return parse(source.bytes(0, (int) source.size()), path.toString());
    }
  }

  /**
   * Writes an indented document, atomically through {@link AtomicFiles}.
   *
   * @throws JsonException if the value cannot be written as JSON, before any file is touched
   * @throws IOException if the file cannot be written
   */
  public static void write(Path path, Json value) throws IOException {
    AtomicFiles.writeString(path, value.pretty());
  }

  private static Json parse(byte[] bytes, String file) {
    try {
      JsonReader reader = JsonReader.of(bytes, 0);
      Json document = reader.value();
      reader.end();
      return document;
    } catch (JsonException e) {
      throw new FileFormatException(file, e.offset(), "not JSON: " + e.reason(), e);
    }
  }
}
