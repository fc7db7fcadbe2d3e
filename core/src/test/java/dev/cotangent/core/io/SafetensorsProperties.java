package dev.cotangent.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeContainer;

class SafetensorsProperties {

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "1e9",
          "2147483647",
          "4611686018427387904",
          "9223372036854775807",
          "[0]",
          "",
          "null");

  /** Loads the classes of each refusal, whose memory is not part of what a file costs. */
  @BeforeContainer
  static void refuseEveryNumberOnce() {
    for (int place = 0; place < numberStarts(header()).size(); place++) {
      for (String number : NUMBERS) {
        byte[] mutated = mutated(place, number);
        try {
          Samples.read(mutated);
        } catch (FileFormatException e) {
          assertThat(e.offset()).isBetween(0L, (long) mutated.length);
        }
      }
    }
  }

  @Property(tries = 500)
  void randomBytesAreRefused(@ForAll @Size(max = 300) byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property(tries = 500)
  void randomHeadersAreRefused(
      @ForAll("almostHeaders") String header, @ForAll @IntRange(max = 20) int data) {
    readOrRefuse(Samples.file("{" + header, data));
  }

  @Property(tries = 2000)
  void mutatedFilesAreReadOrRefused(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> places,
      @ForAll @Size(4) List<@ByteRange(min = Byte.MIN_VALUE) Byte> values) {
    byte[] bytes = Samples.FROM_PYTHON.clone();
    for (int i = 0; i < places.size(); i++) {
      bytes[places.get(i) % bytes.length] = values.get(i);
    }
    readOrRefuse(bytes);
  }

  @Property(tries = 1000)
  void mutatedNumbersAreReadOrRefused(
      @ForAll @IntRange(max = 10_000) int place, @ForAll("numbers") String number) {
    readOrRefuse(mutated(place, number));
  }

  @Property(tries = 500)
  void truncatedFilesAreRefused(@ForAll @IntRange(max = 518) int length) {
    byte[] bytes = Arrays.copyOf(Samples.FROM_PYTHON, length);
    assertThat(readOrRefuse(bytes)).isFalse();
  }

  @Property(tries = 300)
  void everyTypeSurvivesARoundTrip(
      @ForAll @Size(max = 40) int[] bits, @ForAll("names") String name) {
    SafetensorsFile file = SafetensorsFile.of(Map.of(name, name), entries(name, bits));
    SafetensorsFile back = Samples.read(Samples.write(file));
    assertThat(back.metadata()).isEqualTo(file.metadata());
    assertThat(back.tensors()).containsExactlyElementsOf(file.tensors());
    assertThat(Samples.write(back)).isEqualTo(Samples.write(file));
  }

  /**
   * Reads, and checks that failure is a FileFormatException and that no more was allocated than the
   * bytes warrant.
   */
  private static boolean readOrRefuse(byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Samples.read(bytes);
      return true;
    } catch (FileFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) bytes.length);
      return false;
    } finally {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .isLessThan(1_000_000 + 200L * bytes.length);
    }
  }

  private static List<TensorEntry> entries(String name, int[] bits) {
    ByteBuffer raw = ByteBuffer.allocate(8 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int bit : bits) {
      raw.putLong(bit * 0x9E3779B97F4A7C15L);
    }
    raw.flip();
    double[] doubles = new double[bits.length];
    float[] floats = new float[2 * bits.length];
    boolean[] booleans = new boolean[bits.length];
    raw.asDoubleBuffer().get(doubles);
    raw.asFloatBuffer().get(floats);
    for (int i = 0; i < bits.length; i++) {
      booleans[i] = bits[i] % 2 == 0;
    }
    Shape shape = Shape.of(bits.length);
    return List.of(
        TensorEntry.of(name + "d", shape, doubles),
        TensorEntry.of(name + "f", Shape.of(bits.length, 2), floats),
        TensorEntry.of(name + "i", shape.prepend(1), bits),
        TensorEntry.of(name + "b", shape, booleans));
  }

  private static String header() {
    return new String(Samples.FROM_PYTHON, 8, 448, StandardCharsets.UTF_8).trim();
  }

  /** The file of the samples with another number at one place. */
  private static byte[] mutated(int place, String number) {
    String header = header();
    List<Integer> starts = numberStarts(header);
    int start = starts.get(place % starts.size());
    String tail = header.substring(start).replaceFirst("^\\d+", "");
    return Samples.file(header.substring(0, start) + number + tail, 63);
  }

  private static List<Integer> numberStarts(String header) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 1; i < header.length(); i++) {
      if (Character.isDigit(header.charAt(i)) && "[,".indexOf(header.charAt(i - 1)) >= 0) {
        starts.add(i);
      }
    }
    return starts;
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.of(NUMBERS),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.integers().between(0, 80).map(String::valueOf));
  }

  @Provide
  Arbitrary<String> almostHeaders() {
    return Arbitraries.of(
            "\"x\":",
            "{",
            "}",
            "\"dtype\":\"F32\"",
            ",",
            "\"shape\":",
            "[",
            "]",
            "1",
            "0",
            "\"data_offsets\":")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().alpha().withChars("\"\\/\n.äß漢").ofMaxLength(10);
  }
}
