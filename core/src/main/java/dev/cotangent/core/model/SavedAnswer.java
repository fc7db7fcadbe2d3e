package dev.cotangent.core.model;

import dev.cotangent.core.Numerics;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.spi.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A model's outputs for the one sample of its self-test, as a file stores them: for each output,
 * its size, the bits of at most {@value #MOST} elements at equal distances, and a checksum of all.
 *
 * @param numerics the numerics version that computed it
 * @param parameters checksum of the parameters that computed it
 * @param outputs the outputs in the order of the model
 */
record SavedAnswer(int numerics, String parameters, List<Output> outputs) {

  private static final int MOST = 64;
  private static final String NUMERICS = "numerics";
  private static final String PARAMETERS = "parameters_crc32";
  private static final String OUTPUTS = "outputs";
  private static final String SIZE = "size";
  private static final String BITS = "bits";
  private static final String CHECKSUM = "crc32";

  /**
   * An output.
   *
   * @param size number of elements
   * @param bits bits of some elements; element i is number {@link #index index(i)} of the output
   * @param checksum checksum of the bits of all elements
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Output(int size, int[] bits, String checksum) {

    static Output of(float[] values) {
      int[] bits = new int[Math.min(values.length, MOST)];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToIntBits(values[index(i, values.length, bits.length)]);
      }
      return new Output(values.length, bits, SavedAnswer.checksum(values));
    }

    private static int index(int i, int size, int kept) {
      return (int) ((long) i * size / kept);
    }

    /** The index in the output of a stored element. */
    int index(int i) {
      return index(i, size, bits.length);
    }
  }

  /**
   * The answer of a model.
   *
   * @param parameters the model's parameters
   * @param outputs the outputs for the sample of the self-test
   */
  static SavedAnswer of(List<TensorEntry> parameters, float[][] outputs) {
    return new SavedAnswer(
        Numerics.VERSION, checksum(parameters), Arrays.stream(outputs).map(Output::of).toList());
  }

  /** The checksum of parameters. */
  static String checksum(List<TensorEntry> parameters) {
    CRC32 sum = new CRC32();
    parameters.forEach(each -> sum.update(each.bytes()));
    return hex(sum);
  }

  /** The checksum of an output; all NaNs count as equal. */
  static String checksum(float[] values) {
    CRC32 sum = new CRC32();
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      sum.update(bits >>> 24);
      sum.update(bits >>> 16);
      sum.update(bits >>> 8);
      sum.update(bits);
    }
    return hex(sum);
  }

  private static String hex(CRC32 sum) {
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  String text() {
    List<Json> all = new ArrayList<>();
    for (Output output : outputs) {
      all.add(
          JsonObject.builder()
              .put(SIZE, output.size())
              .put(CHECKSUM, output.checksum())
              .put(BITS, JsonArray.ofIntegers(output.bits()))
              .build());
    }
    return JsonObject.builder()
        .put(NUMERICS, numerics)
        .put(PARAMETERS, parameters)
        .put(OUTPUTS, JsonArray.of(all))
        .build()
        .compact();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws dev.cotangent.core.json.JsonException if the text is something else
   */
  static SavedAnswer parse(String text) {
    JsonObject json = Json.parseObject(text);
    List<Output> all = new ArrayList<>();
    for (JsonObject output : json.array(OUTPUTS).objects()) {
      all.add(
          new Output(output.integer(SIZE), output.array(BITS).integers(), output.string(CHECKSUM)));
    }
    return new SavedAnswer(json.integer(NUMERICS), json.string(PARAMETERS), all);
  }

  /** Whether the answer has the sizes of a model's outputs. */
  boolean fits(Signature ports) {
    boolean fits = outputs.size() == ports.size();
    for (int i = 0; fits && i < outputs.size(); i++) {
      int size = ports.port(i).sample().size();
      Output output = outputs.get(i);
      fits = output.size() == size && output.bits().length == Math.min(size, MOST);
    }
    return fits;
  }
}
