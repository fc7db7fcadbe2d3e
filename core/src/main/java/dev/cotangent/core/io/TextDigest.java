package dev.cotangent.core.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 of texts and bytes. A text is hashed as the length of its UTF-8 and then the bytes, so
 * that different lists of texts never have the same input. Allocates nothing that grows with the
 * text. Not thread-safe.
 */
final class TextDigest {

  private static final int BUFFER = 1 << 11;

  private final MessageDigest digest = sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  void add(CharSequence text) {
    buffer.clear().putInt(length(text)).flip();
    digest.update(buffer);
    encoder.reset();
    CharBuffer chars = CharBuffer.wrap(text);
    boolean more;
    do {
      buffer.clear();
      more = encoder.encode(chars, buffer, true).isOverflow();
      digest.update(buffer.flip());
    } while (more);
  }

  void add(ByteBuffer bytes) {
    digest.update(bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The length in UTF-8; an unpaired surrogate counts as one byte, a question mark. */
  private static int length(CharSequence text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
