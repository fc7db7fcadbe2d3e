package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
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

/** The header of a safetensors file: metadata, and where each tensor lies. */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Slot> slots) {

  /** Bytes that the header may take for each byte of data beside what its own length allows. */
  private static final int SPARE = 2;

  /** A tensor and the range of its bytes, counted from the end of the header. */
  record Slot(String name, ElementType type, Shape shape, long begin, long end) {

    int length() {
      return (int) (end - begin);
    }

    private String range() {
      return "tensor " + Brief.quoted(name) + " has bytes " + begin + " to " + end + " of the data";
    }
  }

  /** By type, then by name in the order of UTF-8 bytes. */
  static List<TensorEntry> ordered(List<TensorEntry> tensors) {
    return tensors.stream()
        .sorted(
            Comparator.comparing(TensorEntry::type)
                .thenComparing(TensorEntry::name, SafetensorsHeader::compareUtf8))
        .toList();
  }

  /** Compares code points, which have the order of their bytes in UTF-8. */
  private static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates come last. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  /**
   * The header of tensors that follow each other, padded with spaces to a multiple of eight bytes.
   */
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
          "a header of " + json.length + " bytes is more than safetensors files have");
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
   * Reads and checks a header; after that, every slot may be allocated and read. Its numbers and
   * names never take more memory than a few times the file.
   */
  static SafetensorsHeader decode(byte[] bytes, String file, long fileSize) {
    if (bytes.length == 0 || bytes[0] != '{') {
      throw new FileFormatException(file, Long.BYTES, "the header does not begin with '{'");
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

  /** Each tensor begins where the one before it ends, and the last ends with the file. */
  private void checkRanges(long dataStart, String file, long fileSize) {
    long end = 0;
    for (Slot slot : slots) {
      if (slot.begin != end) {
        throw new FileFormatException(
            file, dataStart + end, slot.range() + ", but the one before it ends at " + end);
      }
      long length = slot.type.bytes(slot.shape.size());
      if (slot.end < slot.begin || slot.end - slot.begin != length) {
        throw new FileFormatException(
            file,
            dataStart + slot.begin,
            slot.range() + ", but " + slot.type + slot.shape + " has " + length + " bytes");
      }
      if (slot.end > fileSize - dataStart) {
        throw new FileFormatException(file, fileSize, slot.range() + ", but the file ends before");
      }
      if (length > Integer.MAX_VALUE - 8) {
        throw new FileFormatException(
            file, dataStart + slot.begin, slot.range() + ": more than 2 GiB in one tensor");
      }
      end = slot.end;
    }
    if (end != fileSize - dataStart) {
      throw new FileFormatException(file, dataStart + end, "bytes that belong to no tensor");
    }
  }
}
