package dev.cotangent.core.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The names of temporary files, which show whether a file was left over: {@code .cotangent-}, a
 * hash of the target's name, the process id, a random number, {@code .tmp}.
 */
final class LeftOver {

  private static final String PREFIX = ".cotangent-";
  private static final String SUFFIX = ".tmp";

  private LeftOver() {}

  /** Returns a new temporary name next to a target. */
  static Path temporary(Path target) {
    return target.resolveSibling(
        PREFIX + mark(target) + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
  }

  /** The short prefix that the temporary files of one target share. */
  static String mark(Path target) {
    CRC32 sum = new CRC32();
    sum.update(String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue()) + "-";
  }

  /** Whether the process that wrote a temporary file has ended. */
  static boolean isOfTheDead(Path temporary) {
    String[] parts = temporary.getFileName().toString().substring(PREFIX.length()).split("-", 3);
    return parts.length == 3
        && parts[1].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
  }

  /** Deletes the temporary files of a folder that have this mark and match the predicate. */
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
