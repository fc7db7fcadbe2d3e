package dev.cotangent.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
        .hasMessage(file + ": disk full");
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
  void interruptsThatArriveDoNotDisturb() throws Exception {
    Path file = directory.resolve("a.json");
    Thread writer = Thread.currentThread();
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread interrupter =
        new Thread(
            () -> {
              while (writing.get()) {
                writer.interrupt();
                Thread.onSpinWait();
              }
            });
    interrupter.start();
    try {
      for (int i = 0; i < 10; i++) {
        AtomicFiles.writeString(file, "x".repeat(50_000) + i);
        assertThat(Files.size(file)).isGreaterThan(50_000);
      }
    } finally {
      writing.set(false);
      while (interrupter.isAlive()) {
        Thread.interrupted();
      }
      Thread.interrupted();
    }
    assertThat(Files.readString(file)).endsWith("x9");
    assertNothingElse(file);
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
  void aLinkToNothingStaysAndItsFileIsMade() throws IOException {
    Path file = directory.resolve("real.json");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), Path.of("real.json"));
    Path chain = Files.createSymbolicLink(directory.resolve("chain.json"), link);
    AtomicFiles.writeString(chain, "new");
    assertThat(chain).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    assertThat(file).isRegularFile().hasContent("new");
  }

  @Test
  void linksInACircleAreAnError() throws IOException {
    Path first = directory.resolve("first");
    Files.createSymbolicLink(first, Files.createSymbolicLink(directory.resolve("second"), first));
    assertThatThrownBy(() -> AtomicFiles.writeString(first, "x"))
        .isInstanceOf(FileSystemLoopException.class)
        .hasMessageContaining("first");
  }

  @Test
  void aDeviceIsWrittenToAndStays() throws IOException {
    Path device = Path.of("/dev/null");
    AtomicFiles.writeString(device, "x");
    Path link = Files.createSymbolicLink(directory.resolve("null"), device);
    AtomicFiles.writeString(link, "x");
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aFullDeviceIsNamedWithItsReason() {
    assertThatThrownBy(() -> AtomicFiles.writeString(Path.of("/dev/full"), "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/dev/full: No space left on device");
  }

  @Test
  void aPipeIsWrittenTo() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    AtomicFiles.writeString(pipe, "through");
    assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("through");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void theFileThatIsReplacedLeavesItsPermissions() throws IOException {
    Path file = directory.resolve("secret.json");
    AtomicFiles.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    AtomicFiles.writeString(file, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void onlyTheOwnerReadsAFileBeforeItHasItsPermissions() throws IOException {
    Path file = directory.resolve("secret.json");
    AtomicFiles.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFiles.write(
        file,
        out -> {
          try (var all = Files.list(directory)) {
            for (Path each : all.toList()) {
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                  .isEqualTo("rw-------");
            }
          }
        });
  }

  @Test
  void aFileThatNobodyMayWriteToIsReplacedAndStaysSo() throws IOException {
    Path file = directory.resolve("fixed.json");
    AtomicFiles.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    AtomicFiles.writeString(file, "new");
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--r--r--");
  }

  @Test
  void errorsNameTheTargetAndTheReasonAlone() throws IOException {
    Path missing = directory.resolve("missing/a.json");
    assertThatThrownBy(() -> AtomicFiles.writeString(missing, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(missing + ": there is no folder " + missing.getParent());
    assertThatThrownBy(() -> AtomicFiles.writeString(directory, "x"))
        .hasMessage(directory + ": it is a directory, expected a file or nothing");
    Path longName = directory.resolve("n".repeat(300));
    assertThatThrownBy(() -> AtomicFiles.writeString(longName, "x"))
        .hasMessage(longName + ": File name too long");
    Path inFile = Files.createFile(directory.resolve("file")).resolve("a.json");
    assertThatThrownBy(() -> AtomicFiles.writeString(inFile, "x"))
        .hasMessage(inFile + ": there is no folder " + inFile.getParent());
  }

  @Test
  void theContentsOwnErrorsAboutOtherFilesStay() {
    NoSuchFileException other = new NoSuchFileException("/elsewhere/input.csv");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    directory.resolve("a.csv"),
                    out -> {
                      throw other;
                    }))
        .isSameAs(other);
  }

  @Test
  void sweepsWhatAKilledWriterLeft() throws IOException {
    Path kept = Files.createFile(directory.resolve("model.safetensors"));
    Files.createFile(directory.resolve(".cotangent-0f0f.tmp"));
    AtomicFiles.sweep(directory);
    assertNothingElse(kept);
  }

  @Test
  void sweepsBesideATargetWhatProcessesThatAreNoMoreHaveLeft() throws Exception {
    Path target = Files.createFile(directory.resolve("report.json"));
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor()).isZero();
    String mark = ".cotangent-" + LeftOver.mark(target);
    Path dead = Files.createFile(directory.resolve(mark + ended.pid() + "-0f0f.tmp"));
    Path alive =
        Files.createFile(directory.resolve(mark + ProcessHandle.current().pid() + "-0f0f.tmp"));
    Path another = Files.createFile(directory.resolve(".cotangent-0-" + ended.pid() + "-0f0f.tmp"));
    Path odd = Files.createFile(directory.resolve(mark + "x.tmp"));
    AtomicFiles.deleteLeftOvers(target);
    assertThat(dead).doesNotExist();
    assertThat(List.of(target, alive, another, odd)).allMatch(Files::exists);
    AtomicFiles.deleteLeftOvers(directory.resolve("no/such/folder"));
  }

  @Test
  void foldersAreMadeAndErrorsNameThem() throws IOException {
    Path deep = directory.resolve("a/b/c");
    Folders.make(deep);
    Folders.make(deep);
    assertThat(deep).isDirectory();
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Folders.make(file.resolve("below")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": it is a file, expected a folder or nothing");
    Folders.delete(file);
    Folders.delete(file);
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> Folders.delete(directory)).isInstanceOf(IOException.class);
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
