package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;

/**
 * The header of a frame: 16 bytes, big-endian.
 *
 * @param type one of the constants, behind three bytes of magic
 * @param sequence number of the message, counted for each direction
 * @param total bytes of the whole message; of a credit, the bytes granted
 * @param length bytes that follow: a part of the message, or a reason in UTF-8
 */
record Frame(int type, int sequence, int total, int length) {

  static final int BYTES = 16;

  /** Bytes of a part of a message, at most; heartbeats pass between two parts. */
  static final int PART = 1 << 20;

  /** Bytes of a reason, at most. */
  static final int REASON = 4096;

  private static final int MAGIC = 'C' << 24 | 'o' << 16 | 't' << 8;

  static final int DATA = MAGIC | 1;
  static final int HEARTBEAT = MAGIC | 2;
  static final int CREDIT = MAGIC | 3;
  static final int GONE = MAGIC | 4;
  static final int FAILED = MAGIC | 5;

  static Frame read(ByteBuf in) {
    return new Frame(in.readInt(), in.readInt(), in.readInt(), in.readInt());
  }

  ByteBuf write(ByteBuf out) {
    return out.writeInt(type).writeInt(sequence).writeInt(total).writeInt(length);
  }

  /** The number of bytes that a part counts as in the window, so that empty messages count too. */
  static int cost(int length) {
    return length + BYTES;
  }

  /** The reason why no member sends such a frame, or an empty string. */
  String fault() {
    return switch (type) {
      case DATA -> dataFault();
      case HEARTBEAT, GONE -> length == 0 ? "" : "a frame without content of " + length + " bytes";
      case CREDIT -> length == 0 && total > 0 ? "" : "a credit of " + total + " bytes";
      case FAILED ->
          length >= 0 && length <= REASON
              ? ""
              : "a reason of " + length + " bytes, expected at most " + REASON;
      default -> "a frame that begins with 0x" + Integer.toHexString(type);
    };
  }

  private String dataFault() {
    if (total < 0) {
      return "a message of " + total + " bytes";
    }
    boolean possible = length >= 0 && length <= Math.min(total, PART) && (length > 0 || total == 0);
    return possible
        ? ""
        : "a part of "
            + length
            + " bytes of a message of "
            + total
            + ", expected at most "
            + Math.min(total, PART);
  }
}
