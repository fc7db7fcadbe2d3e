package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are made to take memory: reading allocates at most eight times the file and 64 KiB,
 * whether it is accepted or refused.
 */
class HostileFilesTest {

  private static final int SIZE = 200_000;
  private static final long GRACE = 1 << 16;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Registry REGISTRY = Registry.standard();

  @TempDir private static Path directory = Path.of("");

  /** Loads classes and makes what the thread keeps. */
  @BeforeAll
  static void warmUp() throws IOException {
    for (int i = 0; i < 20; i++) {
      allocatedBy(header("{\"__metadata__\":{\"cotangent.spec\":3},\"x\":1}"));
      allocatedBy(model("{\"type\":\"nothing\",\"a\":1.5}"));
      allocatedBy(model(sequential(1, j -> "{\"type\":\"flatten\"}")));
    }
  }

  static Stream<Arguments> headers() {
    String spec = "\\\"a\\\\nb\\u0041";
    return Stream.of(
        Arguments.of("nested", "{\"a\":".repeat(SIZE / 5)),
        Arguments.of("nested arrays", "{\"a\":{\"b\":" + "[".repeat(SIZE)),
        Arguments.of("empty objects", "{" + list(SIZE / 8, i -> "\"" + key(i) + "\":{}") + "}"),
        Arguments.of("arrays in a tensor", unknown("[" + list(SIZE / 3, i -> "[]") + "]")),
        Arguments.of("objects in a tensor", unknown("[" + list(SIZE / 3, i -> "{}") + "]")),
        Arguments.of("numbers", unknown("[" + list(SIZE / 2, i -> "1") + "]")),
        Arguments.of("fractions", unknown("[" + list(SIZE / 4, i -> "1.5") + "]")),
        Arguments.of("hard numbers", unknown("[" + list(SIZE / 6, i -> "1e-99") + "]")),
        Arguments.of("members", unknown("{" + list(SIZE / 8, i -> quoted(key(i)) + ":1") + "}")),
        Arguments.of("one-character keys", "{" + list(60_000, i -> quoted(character(i)) + ":{}")),
        Arguments.of(
            "one-character texts",
            metadata(list(40_000, i -> quoted(character(i)) + ":" + quoted(character(i))))),
        Arguments.of("same key", metadata(list(SIZE / 7, i -> "\"a\":\"\""))),
        Arguments.of("tiny texts", metadata(list(SIZE / 12, i -> quoted(key(i)) + ":\"\""))),
        Arguments.of("long text", metadata("\"a\":" + quoted("a".repeat(SIZE)))),
        Arguments.of("long escaped text", metadata("\"a\":" + quoted(spec.repeat(SIZE / 12)))),
        Arguments.of("long wide text", metadata("\"a\":" + quoted("a".repeat(SIZE) + "☃"))),
        Arguments.of(
            "wide texts",
            metadata(list(SIZE / 40, i -> quoted("☃aaaaaaaaa" + i) + ":\"☃aaaaaaa\""))),
        Arguments.of("Cyrillic text", metadata("\"a\":" + quoted("ы".repeat(SIZE / 2)))),
        Arguments.of("long name", "{" + quoted("a".repeat(SIZE)) + ":{}}"),
        Arguments.of("long name without text", "{" + quoted("a".repeat(SIZE)) + ":1}"),
        Arguments.of("long type", "{\"a\":{\"dtype\":" + quoted("F".repeat(SIZE)) + "}}"),
        Arguments.of("long shape", "{\"a\":{\"shape\":[" + list(SIZE / 2, i -> "1") + "]}}"),
        Arguments.of("tiny tensors", "{" + list(SIZE / 50, HostileFilesTest::emptyTensor) + "}"),
        Arguments.of(
            "a hole",
            "{"
                + list(SIZE / 50, HostileFilesTest::emptyTensor)
                + ",\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[5,6]}}"),
        Arguments.of("spaces", "{" + " ".repeat(SIZE) + "}"));
  }

  static Stream<Arguments> specs() {
    return Stream.of(
        Arguments.of("nested", "{\"type\":\"residual\",\"layers\":[".repeat(SIZE / 30)),
        Arguments.of(
            "empty arrays", "{\"type\":\"dense\",\"units\":[" + list(SIZE / 3, i -> "[]") + "]}"),
        Arguments.of(
            "numbers", "{\"type\":\"dense\",\"units\":[" + list(SIZE / 2, i -> "1") + "]}"),
        Arguments.of(
            "hard numbers",
            "{\"type\":\"dense\",\"units\":[" + list(SIZE / 7, i -> "1e-300") + "]}"),
        Arguments.of(
            "integers",
            "{\"type\":\"dense\",\"units\":[" + list(SIZE / 7, i -> "" + (i + 100000)) + "]}"),
        Arguments.of(
            "small arrays",
            "{\"type\":\"dense\",\"units\":[" + list(SIZE / 7, i -> "[" + i + "]") + "]}"),
        Arguments.of(
            "attributes",
            "{\"type\":\"dense\"," + list(SIZE / 8, i -> quoted(key(i)) + ":1") + "}"),
        Arguments.of("long id", "{\"type\":" + quoted("a".repeat(SIZE)) + "}"),
        Arguments.of("long wide id", "{\"type\":" + quoted("☃" + "a".repeat(SIZE)) + "}"),
        Arguments.of(
            "long attribute", "{\"type\":\"dense\",\"units\":" + quoted("a".repeat(SIZE)) + "}"),
        Arguments.of(
            "long attribute name", "{\"type\":\"dense\"," + quoted("a".repeat(SIZE)) + ":1}"),
        Arguments.of(
            "unknown layers",
            "{\"type\":\"sequential\",\"layers\":["
                + list(SIZE / 14, i -> "{\"type\":\"x\"}")
                + "]}"),
        Arguments.of("nodes", graph("x", "a(x);".repeat(SIZE / 5), "y=a")),
        Arguments.of("inputs", graph("x,".repeat(SIZE / 2), "a(x)", "y=a")),
        Arguments.of("outputs", graph("x", "a(x)", "y=a,".repeat(SIZE / 4))),
        Arguments.of("an array", "[" + list(SIZE / 2, i -> "1") + "]"),
        Arguments.of("members", "{" + list(SIZE / 8, i -> quoted(key(i)) + ":1") + "}"));
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("flatten", sequential(10_000, i -> "{\"type\":\"flatten\"}")),
        Arguments.of(
            "dense", sequential(10_000, i -> "{\"type\":\"dense\",\"units\":" + (i + 2000) + "}")),
        Arguments.of(
            "activations",
            sequential(10_000, i -> "{\"type\":\"activate\",\"activation\":\"relu\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void aHeaderTakesLittle(String name, String header) throws IOException {
    check(name, header(header));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void aSpecificationTakesLittle(String name, String spec) throws IOException {
    check(name, model(spec));
  }

  /** Models of many layers: reading them as above, and building them a little for each layer. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void aLayerTakesLittle(String name, String spec) throws IOException {
    byte[] bytes = model(spec);
    assertThat(allocatedBy(bytes)).isLessThan(8L * bytes.length + GRACE + 10_000 * 3_000L);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(Json.parseObject(spec, 0).array("layers").size()).isEqualTo(10_000);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(6L * spec.length());
  }

  /** Nodes of a graph, and what a node takes. */
  @ParameterizedTest
  @ValueSource(strings = {"flatten", "concat"})
  void aNodeTakesLittle(String layer) throws IOException {
    int count = layer.equals("concat") ? 3_000 : 9_000;
    String nodes =
        layer.equals("concat")
            ? "a(" + list(count, i -> "x") + ")"
            : IntStream.range(2, count)
                .mapToObj(i -> "a#" + i + "=a(" + (i == 2 ? "a" : "a#" + (i - 1)) + ")")
                .collect(Collectors.joining(";", "a(x);", ""));
    String last = layer.equals("concat") ? "y=a" : "y=a#" + (count - 1);
    byte[] bytes = model(graph("x", nodes, last).replace("flatten", layer));
    assertThat(allocatedBy(bytes)).isLessThan(8L * bytes.length + GRACE + count * 3_000L);
  }

  private static String graph(String inputs, String nodes, String outputs) {
    return "{\"type\":\"graph\",\"inputs\":"
        + quoted(inputs)
        + ",\"names\":\"a\",\"layers\":[{\"type\":\"flatten\"}],\"nodes\":"
        + quoted(nodes)
        + ",\"outputs\":"
        + quoted(outputs)
        + "}";
  }

  private static void check(String name, byte[] bytes) throws IOException {
    assertThat(allocatedBy(bytes)).as(name).isLessThanOrEqualTo(8L * bytes.length + GRACE);
  }

  private static long allocatedBy(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("model.safetensors"), bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Model.load(file, REGISTRY);
    } catch (FileFormatException refused) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(refused).message().startsWith(file.toString()).hasSizeLessThan(25_000);
      return allocated;
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static String sequential(int count, IntFunction<String> layer) {
    return "{\"type\":\"sequential\",\"layers\":[" + list(count, layer) + "]}";
  }

  private static String list(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
  }

  private static String key(int i) {
    return Integer.toString(i, Character.MAX_RADIX);
  }

  private static String character(int i) {
    return Character.toString(i < 0xD000 ? 0x80 + i : 0x10000 + i);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String unknown(String value) {
    return "{\"a\":{\"x\":" + value + "}}";
  }

  private static String metadata(String texts) {
    return "{\"__metadata__\":{" + texts + "}}";
  }

  private static String emptyTensor(int i) {
    return quoted("a" + key(i)) + ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
  }

  private static byte[] model(String spec) {
    JsonObject metadata =
        JsonObject.builder()
            .put("cotangent.format", "1")
            .put("cotangent.numerics", "1")
            .put("cotangent.sample_shape", "[3]")
            .put("cotangent.seed", "1")
            .put("cotangent.spec", spec)
            .build();
    return header(JsonObject.builder().put("__metadata__", metadata).build().compact());
  }

  private static byte[] header(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }
}
