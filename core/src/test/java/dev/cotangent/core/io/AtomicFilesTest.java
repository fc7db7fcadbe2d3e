package dev.cotangent.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  private final Path directory;

  AtomicFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = directory.resolve("report.json");
    AtomicFiles.writeString(file, "first, and longer");
    AtomicFiles.writeString(file, "zweiter ä");
    assertThat(file).hasContent("zweiter ä");
    assertThat(directory).isDirectoryContaining(file::equals);
    assertNothingElse(file);
  }

  @Test
  void failureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = directory.resolve("report.json");
    AtomicFiles.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertNothingElse(file);
  }

  @Test
  void theWriterMayCloseItsStream() throws IOException {
    Path file = directory.resolve("a.csv");
    AtomicFiles.write(
        file,
        out -> {
          try (out) {
            out.write('x');
          }
        });
    assertThat(file).hasContent("x");
  }

  @Test
  void aTargetThatCannotBeReplacedLeavesNothing() throws IOException {
    Path target = directory.resolve("target");
    Files.createDirectories(target.resolve("child"));
    assertThatThrownBy(() -> AtomicFiles.writeString(target, "x")).isInstanceOf(IOException.class);
    assertNothingElse(target);
  }

  @Test
  void aMissingDirectoryIsAnError() {
    Path file = directory.resolve("missing/a.json");
    assertThatThrownBy(() -> AtomicFiles.writeString(file, "x")).isInstanceOf(IOException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPendingInterruptDoesNotDisturb() throws IOException {
    Path file = directory.resolve("a.json");
    Thread.currentThread().interrupt();
    try {
      AtomicFiles.writeString(file, "x");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("x");
  }

  @Test
  void aSymbolicLinkStays() throws IOException {
    Path file = directory.resolve("real.json");
    AtomicFiles.writeString(file, "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
    AtomicFiles.writeString(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void readingAMissingFileIsAnIoException() {
    assertThatThrownBy(() -> JsonFiles.read(directory.resolve("none"), 10))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void assertNothingElse(Path file) throws IOException {
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }
}
