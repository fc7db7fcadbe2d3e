package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application has to carry stays small, and carries its licence. */
class SizeTest {

  private static final List<String> CARRIED =
      List.of("core", "kernels-vector", "activations", "layers", "optim", "parallel", "training");

  /** As a jar holds them: each file compressed by itself. */
  @Test
  void allLibrariesTogetherStayNearTwoMegabytes() throws IOException {
    long bytes = fastCsv();
    for (String module : CARRIED) {
      bytes += compressed(Path.of(System.getProperty("cotangent.repo"), module, "target/classes"));
    }
    assertThat(bytes).isBetween(100_000L, 2_200_000L);
  }

  private static long compressed(Path classes) throws IOException {
    CountingStream size = new CountingStream();
    try (ZipOutputStream jar = new ZipOutputStream(size);
        Stream<Path> found = Files.walk(classes)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    return size.bytes;
  }

  private static final class CountingStream extends OutputStream {

    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] array, int offset, int length) {
      bytes += length;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LICENSE", "NOTICE"})
  void eachJarCarriesTheLicenceAndTheNotice(String name) throws IOException {
    Path repository = Path.of(System.getProperty("cotangent.repo"));
    String expected = Files.readString(repository.resolve(name));
    List<String> published =
        Stream.concat(
                CARRIED.stream(),
                Stream.of(
                    "starter",
                    "optim-commons-math",
                    "guice",
                    "micrometer",
                    "pictures",
                    "testkit",
                    "cli"))
            .toList();
    for (String module : published) {
      assertThat(repository.resolve(module + "/target/classes/META-INF/" + name))
          .as(module)
          .hasContent(expected);
    }
  }

  /** The only library beside the logging interface. */
  private static long fastCsv() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("fastcsv"))
        .mapToLong(entry -> new File(entry).length())
        .findFirst()
        .orElseThrow();
  }
}
