package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.json.JsonReader;
import dev.cotangent.core.text.Brief;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** The header of a safetensors file: metadata and the byte range of each tensor. */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Slot> slots) {

  /**
   * Bytes of memory that the header may use per byte of tensor data, besides the allowance for its
   * own length.
   */
  private static final int SPARE = 2;

  /** A tensor and its byte range, relative to the end of the header. */
  record Slot(String name, ElementType type, Shape shape, long begin, long end) {

    int length() {
      return (int) (end - begin);
    }

    private String range() {
      return "tensor " + Brief.quoted(name) + " has bytes " + begin + " to " + end + " of the data";
    }
  }

  /** Sorts by type, then by name in the order of UTF-8 bytes. */
  static List<TensorEntry> ordered(List<TensorEntry> tensors) {
    return tensors.stream()
        .sorted(
            Comparator.comparing(TensorEntry::type)
                .thenComparing(TensorEntry::name, SafetensorsHeader::compareUtf8))
        .toList();
  }

  /** Compares by code point, which is the order of the UTF-8 bytes. */
  private static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Ranks surrogates last. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  /** Encodes the header of contiguous tensors, padded with spaces to a multiple of eight bytes. */
  static byte[] encode(SortedMap<String, String> metadata, List<TensorEntry> tensors) {
    JsonObject.Builder header = JsonObject.builder();
    if (!metadata.isEmpty()) {
      JsonObject.Builder texts = JsonObject.builder();
      metadata.forEach(texts::put);
      header.put(SafetensorsFile.METADATA, texts.build());
    }
    long begin = 0;
    for (TensorEntry tensor : tensors) {
      long end = begin + tensor.bytes().remaining();
      header.put(tensor.name(), describe(tensor, begin, end));
      begin = end;
    }
    byte[] json = header.build().compact().getBytes(StandardCharsets.UTF_8);
    if (json.length > Safetensors.MAX_HEADER - 7) {
      throw new CotangentException(
          "a safetensors header of "
              + json.length
              + " bytes, expected at most "
              + (Safetensors.MAX_HEADER - 7));
    }
    byte[] padded = Arrays.copyOf(json, json.length + 7 & ~7);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static Json describe(TensorEntry tensor, long begin, long end) {
    return JsonObject.builder()
        .put("dtype", tensor.type().name())
        .put("shape", JsonArray.ofIntegers(tensor.shape().dims()))
        .put("data_offsets", JsonArray.of(Json.of(begin), Json.of(end)))
        .build();
  }

  /**
   * Reads and validates a header; afterwards it is safe to allocate and read every slot. The
   * header's own memory is bounded by a small multiple of the file size.
   */
  static SafetensorsHeader decode(byte[] bytes, String file, long fileSize) {
    if (bytes.length == 0 || bytes[0] != '{') {
      throw new FileFormatException(
          file, Long.BYTES, "the header begins with another character, expected '{'");
    }
    long dataStart = (long) Long.BYTES + bytes.length;
    try {
      SafetensorsHeader header =
          new HeaderReader(JsonReader.of(bytes, SPARE * (fileSize - dataStart))).read();
      header.checkRanges(dataStart, file, fileSize);
      return header;
    } catch (JsonException e) {
      throw new FileFormatException(
          file, Long.BYTES + Math.max(0, e.offset()), "in the header: " + e.reason(), e);
    }
  }

  /** Checks that the tensors are contiguous and that the last one ends with the file. */
  private void checkRanges(long dataStart, String file, long fileSize) {
    long end = 0;
    for (Slot slot : slots) {
      if (slot.begin != end) {
        throw new FileFormatException(
            file,
            dataStart + end,
            slot.range() + ", expected bytes from " + end + ", where the tensor before it ends");
      }
      long length = slot.type.bytes(slot.shape.size());
      if (slot.end < slot.begin || slot.end - slot.begin != length) {
        throw new FileFormatException(
            file,
            dataStart + slot.begin,
            slot.range() + ", expected " + length + " bytes for " + slot.type + slot.shape);
      }
      if (slot.end > fileSize - dataStart) {
        throw new FileFormatException(
            file, fileSize, slot.range() + ", expected bytes within the file, which ends here");
      }
      if (length > Integer.MAX_VALUE - 8) {
        throw new FileFormatException(
            file, dataStart + slot.begin, slot.range() + ", expected at most 2 GiB in one tensor");
      }
      end = slot.end;
    }
    if (end != fileSize - dataStart) {
      throw new FileFormatException(
          file,
          dataStart + end,
          "more bytes follow, expected the file to end after the last tensor");
    }
  }
}
