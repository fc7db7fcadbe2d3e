package dev.cotangent.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cotangent.core.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged and hostile files: each is refused with its name, an offset and the reason. */
class SafetensorsMalformedTest {

  private static final String X =
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

  private final Path directory;

  SafetensorsMalformedTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static Stream<Arguments> corpus() {
    return Stream.concat(lengths(), Stream.concat(headers(), ranges()));
  }

  private static Stream<Arguments> lengths() {
    return Stream.of(
        damaged("empty file", new byte[0], 0, "expected the length of the header"),
        damaged("seven bytes", new byte[7], 7, "expected the length of the header"),
        damaged("no header", new byte[8], 8, "expected '{'"),
        damaged("header longer than file", length(9, "{}"), 0, "9 bytes, expected at most 2"),
        damaged("header one byte longer", length(3, "{}"), 0, "3 bytes, expected at most 2"),
        damaged("header over 100 MB", length(100_000_001, "{}"), 0, "at most 100000000"),
        damaged("header of 100 MB", length(100_000_000, "{}"), 0, "in a file of"),
        damaged("header of 2^63 bytes", length(Long.MIN_VALUE, "{}"), 0, "9223372036854775808"),
        damaged("header of 2^64-1 bytes", length(-1, "{}"), 0, "18446744073709551615"),
        damaged("big-endian length", length(Long.reverseBytes(2), "{}"), 0, "at most"),
        damaged("truncated header", length(20, X.substring(0, 20)), 28, "found the end"),
        damaged(
            "truncated data",
            Samples.file(X, 7),
            X.length() + 15,
            "expected bytes within the file, which ends here"),
        damaged(
            "no data",
            Samples.file(X, 0),
            X.length() + 8,
            "expected bytes within the file, which ends here"),
        damaged(
            "trailing bytes",
            Samples.file(X, 9),
            X.length() + 16,
            "expected the file to end after the last tensor"),
        damaged(
            "data without tensors",
            Samples.file("{}", 1),
            10,
            "expected the file to end after the last tensor"));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        damaged("leading space", Samples.file(" {}", 0), 8, "expected '{'"),
        damaged("an array", Samples.file("[]", 0), 8, "expected '{'"),
        damaged("not UTF-8", invalidUtf8(), 10, "UTF-8"),
        damaged("text after the object", Samples.file("{}x", 0), 10, "expected the end"),
        damaged(
            "deep nesting",
            Samples.file("{\"a\":".repeat(100_000), 0),
            8 + 64 * 5,
            "nested too deeply"),
        damaged("name twice", twice(), 8 + X.length(), "is repeated"),
        damaged("tensor is a number", Samples.file("{\"x\":1}", 0), 13, "'x'"),
        damaged(
            "metadata is a string",
            Samples.file("{\"__metadata__\":\"a\"}", 0),
            24,
            "__metadata__"),
        damaged(
            "metadata has a number",
            Samples.file("{\"__metadata__\":{\"a\":1}}", 0),
            29,
            "a string"),
        damaged("metadata is null", Samples.file("{\"__metadata__\":null}", 0), 24, "an object"),
        damaged("no dtype", header("\"shape\":[2],\"data_offsets\":[0,8]"), 13, "'dtype'"),
        damaged("no shape", header("\"dtype\":\"F32\",\"data_offsets\":[0,8]"), 13, "'shape'"),
        damaged("no offsets", header("\"dtype\":\"F32\",\"shape\":[2]"), 13, "'data_offsets'"),
        damaged("unknown dtype", tensor("F128", "[4]", "[0,8]"), 13, "'F128'"),
        damaged("dtype in lower case", tensor("f32", "[2]", "[0,8]"), 13, "'f32'"),
        damaged("shape of strings", tensor("F32", "[\"2\"]", "[0,8]"), 37, "an integer"),
        damaged("fractional shape", tensor("F32", "[2.0]", "[0,8]"), 37, "an integer"),
        damaged("one offset", tensor("F32", "[2]", "[8]"), 13, "expected 2"),
        damaged("three offsets", tensor("F32", "[2]", "[0,4,8]"), 13, "expected 2"));
  }

  private static Stream<Arguments> ranges() {
    int start = tensor("F32", "[2]", "[0,8]").length - 8;
    return Stream.of(
        damaged(
            "halves cut off", tensor("BF16", "[5]", "[0,8]"), start + 1, "expected 10 bytes for"),
        damaged("negative dimension", tensor("F32", "[-2]", "[0,8]"), 36, "-2"),
        damaged(
            "two negative dimensions", tensor("F32", "[-2,-1]", "[0,8]"), 36, "expected 0 or more"),
        damaged(
            "dimension over 32 bits",
            tensor("F32", "[4294967298]", "[0,8]"),
            37,
            "an integer of 32 bits"),
        damaged(
            "product overflows 32 bits",
            tensor("F32", "[65536,65536]", "[0,0]"),
            36,
            "too many elements, expected at most"),
        damaged(
            "product overflows 64 bits",
            tensor("F32", "[2147483647,2147483647,4,2]", "[0,8]"),
            36,
            "too many elements, expected at most"),
        damaged(
            "huge tensor",
            tensor("F64", "[2147483639]", "[0,17179869112]"),
            -1,
            "expected bytes within the file, which ends here"),
        damaged("too few bytes", tensor("F32", "[3]", "[0,8]"), -1, "expected 12 bytes for"),
        damaged("too many bytes", tensor("F32", "[1]", "[0,8]"), -1, "expected 4 bytes for"),
        damaged(
            "reversed offsets", tensor("F32", "[2]", "[0,-8]"), start + 1, "expected 8 bytes for"),
        damaged(
            "negative offsets", tensor("F32", "[2]", "[-8,0]"), -1, "expected bytes from 0, where"),
        damaged("offset of 2^63", tensor("F32", "[2]", "[0,9223372036854775808]"), -1, "64 bits"),
        damaged(
            "offset at the end of 64 bits",
            tensor("F32", "[2]", "[0,9223372036854775807]"),
            -1,
            "expected 8 bytes for"),
        damaged(
            "wrapping offsets",
            tensor("F32", "[2]", "[9223372036854775800,-9223372036854775808]"),
            -1,
            "expected bytes from 0, where"),
        damaged(
            "hole at the start",
            tensor("F32", "[1]", "[4,8]"),
            start,
            "expected bytes from 0, where"),
        damaged("hole between", two("[0,4]", "[5,9]"), -1, "expected bytes from 4, where"),
        damaged("overlap", two("[0,4]", "[2,6]"), -1, "expected bytes from 4, where"),
        damaged("same range twice", two("[0,4]", "[0,4]"), -1, "expected bytes from 4, where"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void isRefused(String name, byte[] bytes, long offset, String reason) throws IOException {
    Path path = Files.write(directory.resolve("damaged.safetensors"), bytes);
    assertThatExceptionOfType(FileFormatException.class)
        .isThrownBy(() -> Safetensors.read(path))
        .satisfies(e -> assertThat(e).message().startsWith(path + ", offset ").contains(reason))
        .satisfies(e -> assertThat(offset < 0 ? offset : e.offset()).isEqualTo(offset))
        .satisfies(e -> assertThat(e.offset()).isBetween(0L, (long) bytes.length));
    assertThatExceptionOfType(FileFormatException.class).isThrownBy(() -> Samples.read(bytes));
  }

  private static Arguments damaged(String name, byte[] bytes, long offset, String reason) {
    return Arguments.of(name, bytes, offset, reason);
  }

  private static byte[] length(long length, String header) {
    byte[] bytes = Samples.file(header, 0);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    return bytes;
  }

  private static byte[] invalidUtf8() {
    byte[] bytes = Arrays.copyOf(Samples.file("{\"a\":1}", 0), 15);
    bytes[10] = (byte) 0xC3;
    return bytes;
  }

  private static byte[] twice() {
    return Samples.file(X.substring(0, X.length() - 1) + ",\"x\":{}}", 8);
  }

  private static byte[] header(String members) {
    return Samples.file("{\"x\":{" + members + "}}", 8);
  }

  private static byte[] tensor(String dtype, String shape, String offsets) {
    return header(
        "\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets);
  }

  private static byte[] two(String first, String second) {
    String format = "\"%s\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":%s}";
    return Samples.file(
        "{" + format.formatted("a", first) + "," + format.formatted("b", second) + "}", 9);
  }
}
