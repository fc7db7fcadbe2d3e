package dev.cotangent.core.io;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of checking a safetensors file against its SHA-256, which is stored in the metadata
 * under {@value #KEY} and covers all other metadata and the name, type, shape and bytes of each
 * tensor. The order of tensors and metadata does not matter, so the checksum survives a copy by
 * another program.
 */
public enum Checksum {
  /** The content matches the checksum. */
  RIGHT,
  /** The content or the checksum itself was changed after writing. */
  WRONG,
  /** The file has no checksum. */
  MISSING;

  /** The metadata key of the checksum. */
  public static final String KEY = "cotangent.checksum";

  // Prefix of the value: it reveals a damaged key, which would otherwise pass for a missing
  // checksum.
  private static final String PREFIX = "content-sha256:";

  /** Verifies the checksum of a file's content. */
  public static Checksum of(SafetensorsFile content) {
    String found = content.metadata().get(KEY);
    if (found != null) {
      return found.equals(compute(content)) ? RIGHT : WRONG;
    }
    boolean misplaced =
        content.metadata().values().stream().anyMatch(value -> value.startsWith(PREFIX));
    return misplaced ? WRONG : MISSING;
  }

  /** Returns the content with its checksum added, or replaced. */
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
    return PREFIX.concat(digest.hex());
  }
}
