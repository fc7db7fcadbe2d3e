package dev.cotangent.core.io;

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
    return SafetensorsFile.checked(metadata, content.tensors());
  }

  private static String compute(SafetensorsFile content) {
    TextDigest digest = new TextDigest();
    for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
      if (!entry.getKey().equals(KEY)) {
        digest.add(entry.getKey());
        digest.add(entry.getValue());
      }
    }
    StringBuilder type = new StringBuilder();
    for (TensorEntry tensor : SafetensorsHeader.ordered(content.tensors())) {
      digest.add(tensor.name());
      type.setLength(0);
      tensor.shape().appendTo(type.append(tensor.type().name()));
      digest.add(type);
      digest.add(tensor.bytes());
    }
    return PREFIX + digest.hex();
  }
}
