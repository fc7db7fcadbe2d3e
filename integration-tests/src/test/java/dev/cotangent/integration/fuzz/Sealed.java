package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Mutants of safetensors files. Most of them get a length of the header and a checksum that fit, so
 * that they come further than those.
 */
final class Sealed {

  private static final float[] NUMBERS = {
    0, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, 0x1p31f
  };

  private final byte[] bytes;
  private final SafetensorsFile content;
  private final List<String> words;

  /**
   * Mutants of one file.
   *
   * @param words that may take the place of texts in it
   */
  Sealed(byte[] bytes, List<String> words) {
    this.bytes = bytes.clone();
    this.content = Safetensors.read(ByteBuffer.wrap(bytes.clone()), "seed");
    this.words = words;
  }

  byte[] mutant(Random random) throws IOException {
    try {
      return switch (random.nextInt(10)) {
        case 0, 1 -> Bytes.mutant(bytes, random);
        case 2 -> header(random);
        case 3, 4 -> content.tensors().isEmpty() ? metadata(random) : tensors(random);
        default -> metadata(random);
      };
    } catch (
        CotangentException noFile) { // such as a name twice, which a file cannot be written with
      return header(random);
    }
  }

  private byte[] metadata(Random random) throws IOException {
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    List<Map.Entry<String, String>> entries = new ArrayList<>(metadata.entrySet());
    entries.sort((a, b) -> b.getValue().length() - a.getValue().length());
    // the longest text is the specification or document
    Map.Entry<String, String> entry =
        entries.get(random.nextInt(5) > 0 ? 0 : random.nextInt(entries.size()));
    String key = entry.getKey();
    String text = entry.getValue();
    if (random.nextInt(30) == 0) {
      metadata.remove(key);
    } else {
      metadata.put(key, Texts.mutant(text, words, random));
    }
    return write(SafetensorsFile.of(metadata, content.tensors()));
  }

  private byte[] tensors(Random random) throws IOException {
    List<TensorEntry> tensors = new ArrayList<>(content.tensors());
    int at = random.nextInt(tensors.size());
    TensorEntry old = tensors.remove(at);
    switch (random.nextInt(7)) {
      case 0 -> Collections.shuffle(tensors, random);
      case 1 -> tensors.add(TensorEntry.of(old.name() + "x", old.shape(), zeros(old)));
      case 2 -> tensors.add(TensorEntry.of(old.name(), old.shape().prepend(1), zeros(old)));
      case 3 -> tensors.add(TensorEntry.of(old.name(), Shape.of(old.shape().size()), zeros(old)));
      case 4 -> tensors.add(TensorEntry.of(old.name(), Shape.of(0, 7), new float[0]));
      default -> tensors.add(numbers(old, random));
    }
    return write(SafetensorsFile.of(content.metadata(), tensors));
  }

  private static float[] zeros(TensorEntry tensor) {
    return new float[tensor.shape().size()];
  }

  private static TensorEntry numbers(TensorEntry old, Random random) {
    float number = NUMBERS[random.nextInt(NUMBERS.length)];
    int at = random.nextInt(Math.max(1, old.shape().size()));
    switch (old.type()) {
      case F64 -> {
        double[] values = old.doubles();
        if (values.length > 0) {
          values[at] = random.nextInt(3) > 0 ? number : 0x1p62 * (random.nextBoolean() ? 1 : -1);
        }
        return TensorEntry.of(old.name(), old.shape(), values);
      }
      case F32 -> {
        float[] values = old.floats();
        if (values.length > 0) {
          values[at] = number;
        }
        return TensorEntry.of(old.name(), old.shape(), values);
      }
      default -> {
        return TensorEntry.of(old.name(), old.shape(), zeros(old));
      }
    }
  }

  /** The header changed as a text, with the right length; and sealed anew, if it can be read. */
  private byte[] header(Random random) throws IOException {
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    String json = new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8);
    byte[] header = Texts.mutant(json, words, random).getBytes(StandardCharsets.UTF_8);
    byte[] all = Bytes.splice(bytes, Long.BYTES, length, header);
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
    try {
      return write(Safetensors.read(ByteBuffer.wrap(all.clone()), "mutant"));
    } catch (CotangentException refused) {
      return all;
    }
  }

  private static byte[] write(SafetensorsFile mutant) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, Checksum.addTo(mutant));
    return out.toByteArray();
  }
}
