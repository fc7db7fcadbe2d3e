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
        damaged("empty file", new byte[0], 0, "ends within the length"),
        damaged("seven bytes", new byte[7], 7, "ends within the length"),
        damaged("no header", new byte[8], 8, "does not begin with '{'"),
        damaged("header longer than file", length(9, "{}"), 0, "9 bytes in a file of 10"),
        damaged("header one byte longer", length(3, "{}"), 0, "3 bytes in a file of 10"),
        damaged("header over 100 MB", length(100_000_001, "{}"), 0, "at most 100000000"),
        damaged("header of 100 MB", length(100_000_000, "{}"), 0, "in a file of"),
        damaged("header of 2^63 bytes", length(Long.MIN_VALUE, "{}"), 0, "9223372036854775808"),
        damaged("header of 2^64-1 bytes", length(-1, "{}"), 0, "18446744073709551615"),
        damaged("big-endian length", length(Long.reverseBytes(2), "{}"), 0, "at most"),
        damaged("truncated header", length(20, X.substring(0, 20)), 28, "found the end"),
        damaged("truncated data", Samples.file(X, 7), X.length() + 15, "the file ends before"),
        damaged("no data", Samples.file(X, 0), X.length() + 8, "the file ends before"),
        damaged("trailing bytes", Samples.file(X, 9), X.length() + 16, "belong to no tensor"),
        damaged("data without tensors", Samples.file("{}", 1), 10, "belong to no tensor"));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        damaged("leading space", Samples.file(" {}", 0), 8, "does not begin"),
        damaged("an array", Samples.file("[]", 0), 8, "does not begin"),
        damaged("not UTF-8", invalidUtf8(), 10, "UTF-8"),
        damaged("text after the object", Samples.file("{}x", 0), 10, "expected the end"),
        damaged("deep nesting", Samples.file("{\"a\":".repeat(100_000), 0), 8 + 64 * 5, "deeper"),
        damaged("name twice", twice(), 8 + X.length(), "twice"),
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
        damaged("one offset", tensor("F32", "[2]", "[8]"), 13, "not 2"),
        damaged("three offsets", tensor("F32", "[2]", "[0,4,8]"), 13, "not 2"));
  }

  private static Stream<Arguments> ranges() {
    int start = tensor("F32", "[2]", "[0,8]").length - 8;
    return Stream.of(
        damaged("halves cut off", tensor("BF16", "[5]", "[0,8]"), start + 1, "has 10 bytes"),
        damaged("negative dimension", tensor("F32", "[-2]", "[0,8]"), 36, "-2"),
        damaged("two negative dimensions", tensor("F32", "[-2,-1]", "[0,8]"), 36, "negative"),
        damaged("dimension over 32 bits", tensor("F32", "[4294967298]", "[0,8]"), 37, "32-bit"),
        damaged(
            "product overflows 32 bits",
            tensor("F32", "[65536,65536]", "[0,0]"),
            36,
            "more elements"),
        damaged(
            "product overflows 64 bits",
            tensor("F32", "[2147483647,2147483647,4,2]", "[0,8]"),
            36,
            "more elements"),
        damaged(
            "huge tensor",
            tensor("F64", "[2147483639]", "[0,17179869112]"),
            -1,
            "the file ends before"),
        damaged("too few bytes", tensor("F32", "[3]", "[0,8]"), -1, "has 12 bytes"),
        damaged("too many bytes", tensor("F32", "[1]", "[0,8]"), -1, "has 4 bytes"),
        damaged("reversed offsets", tensor("F32", "[2]", "[0,-8]"), start + 1, "has 8 bytes"),
        damaged("negative offsets", tensor("F32", "[2]", "[-8,0]"), -1, "ends at 0"),
        damaged("offset of 2^63", tensor("F32", "[2]", "[0,9223372036854775808]"), -1, "64 bits"),
        damaged(
            "offset at the end of 64 bits",
            tensor("F32", "[2]", "[0,9223372036854775807]"),
            -1,
            "has 8 bytes"),
        damaged(
            "wrapping offsets",
            tensor("F32", "[2]", "[9223372036854775800,-9223372036854775808]"),
            -1,
            "ends at 0"),
        damaged("hole at the start", tensor("F32", "[1]", "[4,8]"), start, "ends at 0"),
        damaged("hole between", two("[0,4]", "[5,9]"), -1, "ends at 4"),
        damaged("overlap", two("[0,4]", "[2,6]"), -1, "ends at 4"),
        damaged("same range twice", two("[0,4]", "[0,4]"), -1, "ends at 4"));
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
