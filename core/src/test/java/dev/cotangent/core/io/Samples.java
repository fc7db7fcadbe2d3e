package dev.cotangent.core.io;

import dev.cotangent.core.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Files that the tests read. */
final class Samples {

  /** What the Python library (0.8.0) writes for {@link #content}. */
  static final byte[] FROM_PYTHON =
      file(
          "{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
              + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,4],\"data_offsets\":[16,16]},"
              + "\"scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]},"
              + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[20,44]},"
              + "\"label\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[44,56]},"
              + "\"ä\\\"\\n\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[56,60]},"
              + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[60,63]}}       ",
          HexFormat.of()
              .parseHex(
                  "9a9999999999b93f00000000000004c0000060400000803f000000800000c07f0000807f000080ff01000000"
                      + "01000000feffffffffffff7f07000000010001"));

  private Samples() {}

  static SafetensorsFile content() {
    float[] w = {
      1, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
    };
    return SafetensorsFile.of(
        Map.of("format", "pt"),
        List.of(
            TensorEntry.of("w", Shape.of(2, 3), w),
            TensorEntry.of("b", Shape.of(2), new double[] {0.1, -2.5}),
            TensorEntry.of("mask", Shape.of(3), new boolean[] {true, false, true}),
            TensorEntry.of("label", Shape.of(3), new int[] {1, -2, Integer.MAX_VALUE}),
            TensorEntry.of("scalar", Shape.scalar(), new float[] {3.5f}),
            TensorEntry.of("empty", Shape.of(0, 4), new float[0]),
            TensorEntry.of("ä\"\n", Shape.of(1), new int[] {7})));
  }

  /** A file with that header and as many bytes of data. */
  static byte[] file(String header, int dataLength) {
    return file(header, new byte[dataLength]);
  }

  static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  static byte[] write(SafetensorsFile content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Safetensors.write(out, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static SafetensorsFile read(byte[] bytes) {
    return Safetensors.read(ByteBuffer.wrap(bytes), "sample");
  }
}
