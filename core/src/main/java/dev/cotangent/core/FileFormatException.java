package dev.cotangent.core;

/**
 * Thrown when a file is damaged or not in the expected format; the message names the file, the
 * position and the reason.
 */
public final class FileFormatException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /** An error at a byte offset of a file, from 0. */
  public FileFormatException(String file, long offset, String message) {
    super(file + ", offset " + offset + ": " + message);
    this.file = file;
    this.offset = offset;
  }

  /** An error at a byte offset of a file, from 0, with its cause. */
  public FileFormatException(String file, long offset, String message, Throwable cause) {
    super(file + ", offset " + offset + ": " + message, cause);
    this.file = file;
    this.offset = offset;
  }

  /** The file, by the name that the reader was given. */
  public String file() {
    return file;
  }

  /** The byte offset of the error, from 0. */
  public long offset() {
    return offset;
  }
}
