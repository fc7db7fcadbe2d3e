package dev.cotangent.core.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The names of temporary files, which tell whether one was left over: {@code .cotangent-}, a mark
 * of the target's name, the number of the process, a random number, {@code .tmp}.
 */
final class LeftOver {

  private static final String PREFIX = ".cotangent-";
  private static final String SUFFIX = ".tmp";

  private LeftOver() {}

  /** A new name beside a target. */
  static Path temporary(Path target) {
    return target.resolveSibling(
        PREFIX + mark(target) + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
  }

  /** What the temporary files of one target have in common; short, whatever its name. */
  static String mark(Path target) {
    CRC32 sum = new CRC32();
    sum.update(String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue()) + "-";
  }

  /** Whether the process that wrote a temporary file is no more. */
  static boolean isOfTheDead(Path temporary) {
    String[] parts = temporary.getFileName().toString().substring(PREFIX.length()).split("-", 3);
    return parts.length == 3
        && parts[1].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
  }

  /** Deletes those of a folder whose mark and process are asked for. */
  static void delete(Path folder, String mark, Predicate<Path> which) throws IOException {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, PREFIX + mark + "*" + SUFFIX)) {
      for (Path temporary : all) {
        if (which.test(temporary)) {
          Files.deleteIfExists(temporary);
        }
      }
    }
  }
}
