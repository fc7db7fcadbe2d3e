package dev.cotangent.core.io;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads and writes JSON documents in UTF-8. Thread-safe. */
public final class JsonFiles {

  private JsonFiles() {}

  /**
   * Reads a document.
   *
   * @param maxBytes the largest file that is read at all
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
      return parse(source.read(0, (int) source.size()), path.toString(), 0);
    }
  }

  /**
   * Writes a document for people, indented; atomically, as {@link AtomicFiles} does.
   *
   * @throws JsonException if the value cannot be written, before a file is touched
   * @throws IOException if the file cannot be written
   */
  public static void write(Path path, Json value) throws IOException {
    AtomicFiles.writeString(path, value.pretty());
  }

  /** The document in those bytes, which start at {@code offset} of the file. */
  static Json parse(ByteBuffer bytes, String file, long offset) {
    String text = decode(bytes, file, offset);
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      int place =
          text.substring(0, Math.max(0, e.offset())).getBytes(StandardCharsets.UTF_8).length;
      throw new FileFormatException(file, offset + place, "not JSON: " + e.reason(), e);
    }
  }

  private static String decode(ByteBuffer bytes, String file, long offset) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FileFormatException(file, offset + bytes.position(), "not valid UTF-8", e);
    }
  }
}
