package dev.cotangent.core.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a safetensors file still holds what was written: the state of the SHA-256 that stands in
 * its metadata under {@value #KEY} and covers everything else, the other metadata as well as name,
 * type, shape and bytes of each tensor. The order of tensors and metadata in the file does not
 * count, so a program that copies both as they are keeps the checksum right.
 */
public enum Checksum {
  /** The content is what was written. */
  RIGHT,
  /** A part of the content, or the checksum itself, has changed since. */
  WRONG,
  /** The file has no checksum. */
  MISSING;

  /** The key of the metadata that holds the checksum. */
  public static final String KEY = "cotangent.checksum";

  // Marks the value, so that a damaged key does not pass for a file without a checksum.
  private static final String PREFIX = "content-sha256:";

  /** The state of the checksum of a file's content. */
  public static Checksum of(SafetensorsFile content) {
    String found = content.metadata().get(KEY);
    if (found != null) {
      return found.equals(compute(content)) ? RIGHT : WRONG;
    }
    boolean misplaced =
        content.metadata().values().stream().anyMatch(value -> value.startsWith(PREFIX));
    return misplaced ? WRONG : MISSING;
  }

  /** The same content with its checksum, which replaces an earlier one. */
  public static SafetensorsFile addTo(SafetensorsFile content) {
    SortedMap<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.put(KEY, compute(content));
    return new SafetensorsFile(metadata, content.tensors());
  }

  private static String compute(SafetensorsFile content) {
    MessageDigest digest = sha256();
    for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
      if (!entry.getKey().equals(KEY)) {
        add(digest, entry.getKey());
        add(digest, entry.getValue());
      }
    }
    for (TensorEntry tensor : SafetensorsHeader.ordered(content.tensors())) {
      add(digest, tensor.name());
      add(digest, tensor.type().name() + tensor.shape());
      digest.update(tensor.bytes());
    }
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  /** Adds a text and its length, so that no two lists of texts give the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
