package dev.cotangent.cli.faults;

import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a run's folder, byte by byte, without the parts in which two undisturbed runs
 * differ: in checkpoints and {@code --report-json}, how long epochs took, how many calls each
 * kernel set served until the JIT had compiled the other, and with how many workers.
 */
final class RunSnapshot {

  /** Files that a run holds open as long as it lives. */
  private static final String LOCK = ".cotangent.lock";

  private static final Set<String> MEASURED =
      Set.of("seconds", "samples_per_s", "kernels", "workers", "java");

  private RunSnapshot() {}

  /** The files below a folder, by name. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(file).toString(), content(file));
        }
      }
    }
    return files;
  }

  private static String content(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals("checkpoint.safetensors")) {
      return checkpoint(Safetensors.read(file));
    }
    byte[] bytes = Files.readAllBytes(file);
    return name.equals("report.json")
        ? report(Json.parseObject(new String(bytes, StandardCharsets.UTF_8))).compact()
        : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static JsonObject report(JsonObject report) {
    return without(report, MEASURED);
  }

  private static JsonObject without(JsonObject object, Set<String> names) {
    JsonObject.Builder rest = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                rest.put(name, value);
              }
            });
    return rest.build();
  }

  private static String checkpoint(SafetensorsFile file) {
    StringBuilder text = new StringBuilder();
    file.metadata()
        .forEach(
            (key, value) -> {
              if (key.equals("cotangent.document")) {
                text.append(without(Json.parseObject(value), Set.of("kernel_calls")).compact());
              } else if (!key.equals("cotangent.checksum")) {
                text.append(key).append('=').append(value).append('\n');
              }
            });
    for (TensorEntry tensor : file.tensors()) {
      text.append(tensor.name()).append(tensor.shape()).append(numbers(tensor)).append('\n');
    }
    return text.toString();
  }

  private static String numbers(TensorEntry tensor) {
    if (tensor.name().startsWith("epochs.")) {
      return withoutTimes(tensor.doubles(), tensor.shape().dim(1));
    }
    return tensor.name().equals("epoch")
        ? Arrays.toString(Arrays.copyOf(tensor.doubles(), 2))
        : Arrays.toString(bits(tensor));
  }

  /** The columns are epoch, step, loss, learning rate, seconds, samples a second and metrics. */
  private static String withoutTimes(double[] rows, int width) {
    for (int row = 0; row < rows.length; row += width) {
      Arrays.fill(rows, row + 4, row + 6, 0);
    }
    return Arrays.toString(rows);
  }

  private static int[] bits(TensorEntry tensor) {
    float[] values = tensor.floats();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /** Whether a file is the mark of a run that lives, which may outlive one that was killed. */
  static boolean isLock(String name) {
    return name.endsWith(LOCK);
  }

  /** Whether a file was being written. */
  static boolean isTemporary(String name) {
    return name.endsWith(".tmp");
  }
}
