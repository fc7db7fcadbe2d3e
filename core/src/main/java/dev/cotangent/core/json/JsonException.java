package dev.cotangent.core.json;

import dev.cotangent.core.CotangentException;

/**
 * Thrown for text that is not JSON and for JSON that is not what the reader expected; the message
 * says what is wrong and where.
 */
public final class JsonException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int offset;

  /** An error about a value, without an offset in a text. */
  public JsonException(String message) {
    super(message);
    this.reason = message;
    this.offset = -1;
  }

  /** An error at an offset in a text, in characters from 0. */
  public JsonException(String message, int offset) {
    super("JSON, offset " + offset + ": " + message);
    this.reason = message;
    this.offset = offset;
  }

  /** The message without the offset. */
  public String reason() {
    return reason;
  }

  /** The offset in the text, in characters from 0; −1 if the error is not about a text. */
  public int offset() {
    return offset;
  }
}
