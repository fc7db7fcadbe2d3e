package dev.cotangent.spark.ml;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Models as the bytes of a model file. */
public final class ModelBytes {

  private ModelBytes() {}

  /**
   * The bytes of a model's file.
   *
   * @throws IOException if a temporary file cannot be written
   */
  public static byte[] of(Model model) throws IOException {
    Path file = Files.createTempFile("cotangent-", ".safetensors");
    try {
      model.save(file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Reads a model, with the plugins that the thread's context class loader sees: on an executor
   * those of the application's jars.
   *
   * @param name name of the bytes, for messages
   * @throws FileFormatException if the bytes are damaged or need an unknown plugin
   * @throws IOException if a temporary file cannot be written
   */
  public static Model read(byte[] bytes, String name) throws IOException {
    Path file = Files.createTempFile("cotangent-", ".safetensors");
    try {
      Files.write(file, bytes);
      return Model.load(file, Registry.standard());
    } catch (FileFormatException e) {
      String prefix = e.file() + ", offset " + e.offset() + ": ";
      String message =
          String.valueOf(e.getMessage()).replace(prefix, "").replace(file.toString(), name);
      throw new FileFormatException(name, e.offset(), message, e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The SHA-256 of bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
