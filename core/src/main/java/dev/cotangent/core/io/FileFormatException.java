package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;

/**
 * A file that is damaged, or not of the format that was expected; the message names file, place and
 * reason.
 */
public final class FileFormatException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /** An error at a byte of a file, counted from 0. */
  public FileFormatException(String file, long offset, String message) {
    super(file + ", offset " + offset + ": " + message);
    this.file = file;
    this.offset = offset;
  }

  /** An error at a byte of a file, counted from 0, with what caused it. */
  public FileFormatException(String file, long offset, String message, Throwable cause) {
    super(file + ", offset " + offset + ": " + message, cause);
    this.file = file;
    this.offset = offset;
  }

  /** The file, as it was named to the reader. */
  public String file() {
    return file;
  }

  /** The byte, from 0, at which the error was found. */
  public long offset() {
    return offset;
  }
}
