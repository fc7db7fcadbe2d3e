package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The header of a safetensors file: metadata, and where each tensor lies. */
record SafetensorsHeader(Map<String, String> metadata, List<Slot> slots) {

  /** A tensor and the range of its bytes, counted from the end of the header. */
  record Slot(String name, ElementType type, Shape shape, long begin, long end) {

    int length() {
      return (int) (end - begin);
    }
  }

  /** By type, then by name in the order of UTF-8 bytes. */
  static List<TensorEntry> ordered(List<TensorEntry> tensors) {
    return tensors.stream()
        .sorted(
            Comparator.comparing(TensorEntry::type)
                .thenComparing(
                    tensor -> tensor.name().getBytes(StandardCharsets.UTF_8),
                    Arrays::compareUnsigned))
        .toList();
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

  /** Reads and checks a header; after that, every slot may be allocated and read. */
  static SafetensorsHeader decode(ByteBuffer bytes, String file, long fileSize) {
    if (!bytes.hasRemaining() || bytes.get(bytes.position()) != '{') {
      throw new FileFormatException(file, Long.BYTES, "the header does not begin with '{'");
    }
    long dataStart = (long) Long.BYTES + bytes.remaining();
    Json json = JsonFiles.parse(bytes, file, Long.BYTES);
    try {
      SafetensorsHeader header = decode((JsonObject) json);
      header.checkRanges(dataStart, file, fileSize);
      return header;
    } catch (JsonException e) {
      throw new FileFormatException(file, Long.BYTES, "in the header: " + e.getMessage(), e);
    }
  }

  private static SafetensorsHeader decode(JsonObject json) {
    SortedMap<String, String> metadata = new TreeMap<>();
    List<Slot> slots = new ArrayList<>();
    for (String name : json.names()) {
      JsonObject member = json.object(name);
      if (name.equals(SafetensorsFile.METADATA)) {
        member.names().forEach(key -> metadata.put(key, member.string(key)));
      } else {
        slots.add(slot(name, member));
      }
    }
    slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
    return new SafetensorsHeader(metadata, slots);
  }

  private static Slot slot(String name, JsonObject tensor) {
    try {
      Shape shape = Shape.of(tensor.array("shape").integers());
      long[] offsets = tensor.array("data_offsets").longIntegers();
      if (offsets.length != 2) {
        throw new JsonException("data_offsets has " + offsets.length + " items, not 2");
      }
      return new Slot(name, type(tensor.string("dtype")), shape, offsets[0], offsets[1]);
    } catch (JsonException | ShapeException e) {
      throw new JsonException("tensor '" + name + "': " + e.getMessage());
    }
  }

  private static ElementType type(String name) {
    return ElementType.named(name)
        .orElseThrow(
            () ->
                new JsonException(
                    "the type '"
                        + name
                        + "' is none of those of the format: "
                        + List.of(ElementType.values())));
  }

  /** Each tensor begins where the one before it ends, and the last ends with the file. */
  private void checkRanges(long dataStart, String file, long fileSize) {
    long end = 0;
    for (Slot slot : slots) {
      String range =
          "tensor '" + slot.name + "' has bytes " + slot.begin + " to " + slot.end + " of the data";
      if (slot.begin != end) {
        throw new FileFormatException(
            file, dataStart + end, range + ", but the one before it ends at " + end);
      }
      long length = slot.type.bytes(slot.shape.size());
      if (slot.end < slot.begin || slot.end - slot.begin != length) {
        throw new FileFormatException(
            file,
            dataStart + slot.begin,
            range + ", but " + slot.type + slot.shape + " has " + length + " bytes");
      }
      if (slot.end > fileSize - dataStart) {
        throw new FileFormatException(file, fileSize, range + ", but the file ends before");
      }
      if (length > Integer.MAX_VALUE - 8) {
        throw new FileFormatException(
            file, dataStart + slot.begin, range + ": more than 2 GiB in one tensor");
      }
      end = slot.end;
    }
    if (end != fileSize - dataStart) {
      throw new FileFormatException(file, dataStart + end, "bytes that belong to no tensor");
    }
  }
}
