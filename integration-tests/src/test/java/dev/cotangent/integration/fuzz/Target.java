package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * A file type and its reader.
 *
 * @param <T> what it is read as
 */
interface Target<T> {

  /** Its name in reports. */
  String name();

  /** The bytes of a file in which something has changed. */
  byte[] mutant(Random random) throws IOException;

  /**
   * Reads a file.
   *
   * @throws CotangentException if something is wrong with it
   */
  T read(Path file) throws IOException;

  /**
   * Uses what was read as a user would.
   *
   * @return {@link Stage#ACCEPTED}, or where it was refused
   * @throws AssertionError if something changed that should not have
   */
  Stage use(T content) throws IOException;

  /** The stage at which an unreadable file was refused. */
  Stage refused(Path file, CotangentException error) throws IOException;

  /**
   * The number of bytes that reading may allocate.
   *
   * @param bytes the file
   */
  default long memory(byte[] bytes) {
    return 8L * bytes.length + (1 << 16);
  }
}
