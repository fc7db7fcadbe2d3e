package dev.cotangent.spark.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.BatchNames;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set as bytes, with which the driver sends validation data to all members: the length of a
 * text, the text with the structure, and the arrays of all inputs, targets and weights, each number
 * as 32 bits with the highest byte first. Static methods only.
 */
public final class DatasetBytes {

  private static final int VERSION = 1;
  private static final String ROWS = "rows";
  private static final String NAME = "name";
  private static final String LAYOUT = "layout";
  private static final String TARGETS = "targets";
  private static final String FEATURE_NAMES = "featureNames";

  private DatasetBytes() {}

  /**
   * The bytes of a data set with all of its targets.
   *
   * @throws CotangentException if there are no rows, or the bytes would not fit into an array
   */
  public static byte[] of(Dataset data) {
    if (data.size() == 0) {
      throw new CotangentException("dataset: no samples to send, expected at least one");
    }
    byte[] header = header(data).getBytes(StandardCharsets.UTF_8);
    List<Object> arrays = arrays(data);
    long bytes = Integer.BYTES + (long) header.length;
    for (Object array : arrays) {
      bytes += (long) Array.getLength(array) * Float.BYTES;
    }
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new CotangentException(
          data + " has " + bytes + " bytes, expected at most " + (Integer.MAX_VALUE - 8));
    }
    ByteBuffer into = ByteBuffer.allocate((int) bytes).putInt(header.length).put(header);
    arrays.forEach(array -> put(array, into));
    return into.array();
  }

  private static String header(Dataset data) {
    List<JsonObject> targets = new ArrayList<>();
    for (String name : data.targetNames()) {
      String layout = LayoutJson.of(SampleLayout.of(data.select(name)));
      targets.add(JsonObject.builder().put(NAME, name).put(LAYOUT, layout).build());
    }
    return JsonObject.builder()
        .put("version", VERSION)
        .put(ROWS, data.size())
        .put(TARGETS, JsonArray.of(targets))
        .put(FEATURE_NAMES, JsonArray.ofStrings(data.featureNames()))
        .build()
        .compact();
  }

  /** All inputs, then for each target its elements and its weights, if it has any. */
  private static List<Object> arrays(Dataset data) {
    int[] rows = IntStream.range(0, data.size()).toArray();
    List<Object> arrays = new ArrayList<>();
    for (String name : data.targetNames()) {
      Dataset one = data.select(name);
      Batch batch = one.batch(rows);
      if (arrays.isEmpty()) {
        one.inputNames().forEach(input -> arrays.add(batch.array(batch.index(input))));
      }
      arrays.add(batch.array(batch.index(BatchNames.TARGET)));
      if (one.weightWidth() > 0) {
        arrays.add(batch.array(batch.index(BatchNames.WEIGHTS)));
      }
    }
    return arrays;
  }

  private static void put(Object array, ByteBuffer into) {
    int at = into.position();
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      into.putInt(at + i * Integer.BYTES, SampleFiles.bits(array, i));
    }
    into.position(at + length * Integer.BYTES);
  }

  /**
   * Reads the bytes of {@link #of}.
   *
   * @throws DataException if they are something else
   */
  public static Dataset read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      byte[] header = new byte[Math.max(0, Math.min(from.getInt(), from.remaining()))];
      from.get(header);
      JsonObject json = Json.parseObject(new String(header, StandardCharsets.UTF_8));
      if (json.integer("version") != VERSION) {
        throw new DataException(
            "data set of version " + json.integer("version") + ", expected " + VERSION);
      }
      return read(json, from);
    } catch (BufferUnderflowException e) {
      throw new DataException("a data set in " + bytes.length + " bytes is not complete", e);
    }
  }

  private static Dataset read(JsonObject json, ByteBuffer from) {
    int rows = json.integer(ROWS);
    Dataset data = null;
    for (JsonObject target : json.array(TARGETS).objects()) {
      SampleLayout layout = LayoutJson.parse(target.string(LAYOUT));
      data =
          data == null
              ? new ArrayReader(layout, rows, from).first()
              : data.with(target.string(NAME), new ArrayReader(layout, rows, from).targets());
    }
    if (data == null || from.hasRemaining()) {
      throw new DataException(
          "a data set is followed by " + from.remaining() + " bytes, expected none");
    }
    List<String> names = json.array(FEATURE_NAMES).strings();
    return names.isEmpty() ? data : data.withFeatureNames(names);
  }
}
