package dev.cotangent.core.io;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.io.SafetensorsHeader.Slot;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonReader;
import dev.cotangent.core.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one JSON header, member by member. */
final class HeaderReader {

  // Memory of a metadata entry in bytes, without its texts: in the file's map and in the model's.
  private static final int TEXT = 88;

  // Memory of a tensor: slot, shape, entry with its two buffers, and list entries.
  private static final int TENSOR = 256;

  private static final int DIM = 12;
  private static final int MAX_RANK = 64;

  private final JsonReader json;
  private final SortedMap<String, String> metadata = new TreeMap<>();
  private final List<Slot> slots = new ArrayList<>();

  private int[] dims = new int[4];
  private int rank;
  private @Nullable String type;
  private @Nullable Shape shape;
  private final long[] offsets = new long[2];
  private int offsetCount;

  private final Consumer<String> readText = this::text;
  private final Consumer<String> readPart = this::part;
  private final Runnable readOffset = this::offset;
  private final Runnable readDim = this::dim;

  HeaderReader(JsonReader json) {
    this.json = json;
  }

  /** Reads the whole header, with the slots sorted by their ranges. */
  SafetensorsHeader read() {
    json.object(this::member);
    json.end();
    slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
    return new SafetensorsHeader(metadata, slots);
  }

  private void member(String name) {
    int start = json.offset();
    try {
      if (name.equals(SafetensorsFile.METADATA)) {
        json.object(readText);
      } else {
        slots.add(slot(name));
      }
    } catch (JsonException e) {
      throw new JsonException(
          (name.equals(SafetensorsFile.METADATA) ? "" : "tensor ")
              + Brief.quoted(name)
              + ": "
              + e.reason(),
          Math.max(start, e.offset()));
    }
  }

  private void text(String key) {
    json.spend(TEXT);
    metadata.put(key, json.string());
  }

  private Slot slot(String name) {
    type = null;
    shape = null;
    offsetCount = -1;
    json.spend(TENSOR);
    json.object(readPart);
    if (offsetCount != 2) {
      throw new JsonException(
          offsetCount < 0
              ? "no member 'data_offsets'"
              : "data_offsets: " + offsetCount + " items, expected 2");
    }
    return new Slot(name, type(need(type, "dtype")), need(shape, "shape"), offsets[0], offsets[1]);
  }

  private static <T> T need(@Nullable T part, String name) {
    if (part == null) {
      throw new JsonException("no member '" + name + "', expected dtype, shape and data_offsets");
    }
    return part;
  }

  private void part(String name) {
    switch (name) {
      case "dtype" -> type = json.string();
      case "shape" -> shape = shape();
      case "data_offsets" -> {
        offsetCount = 0;
        json.array(readOffset);
      }
      default -> json.skip();
    }
  }

  private void offset() {
    long offset = json.integer();
    if (offsetCount < 2) {
      offsets[offsetCount] = offset;
    }
    offsetCount++;
  }

  private Shape shape() {
    int start = json.offset();
    rank = 0;
    json.array(readDim);
    try {
      return Shape.of(Arrays.copyOf(dims, rank));
    } catch (ShapeException e) {
      throw new JsonException(String.valueOf(e.getMessage()), start);
    }
  }

  private void dim() {
    int start = json.offset();
    long dim = json.integer();
    if (dim != (int) dim) {
      throw new JsonException(
          "item " + rank + ": " + dim + ", expected an integer of 32 bits", start);
    }
    if (rank == MAX_RANK) {
      throw new JsonException("too many axes, expected at most " + MAX_RANK, start);
    }
    json.spend(DIM);
    if (rank == dims.length) {
      dims = Arrays.copyOf(dims, 2 * rank);
    }
    dims[rank++] = (int) dim;
  }

  private static ElementType type(String name) {
    return ElementType.named(name)
        .orElseThrow(
            () ->
                new JsonException(
                    "the type is "
                        + Brief.quoted(name)
                        + ", expected one of "
                        + List.of(ElementType.values())));
  }
}
