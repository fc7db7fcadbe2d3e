package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file system that takes no byte: trained and predicted without one, and errors with a name. */
class ReadOnlyTest {

  /** Saves to a folder that takes nothing, and prints what the error says. */
  static final class Main {

    private Main() {}

    /** Saves in a folder. */
    public static void main(String[] args) {
      Path file = Path.of(args[0], "bed.safetensors");
      try {
        BedProgram.model(Registry.standard()).save(file);
        System.out.println("saved");
      } catch (FileSystemException e) {
        System.out.println("typed " + file.toString().equals(e.getFile()) + " " + e);
      } catch (IOException e) {
        System.out.println("plain " + e);
      }
      System.out.println(BedProgram.runWithoutFiles());
    }
  }

  /** No file of this process may have a byte; what it prints goes to another one. */
  private static Fork.Ended withoutAnyByte(Jdk jdk, String... arguments)
      throws IOException, InterruptedException {
    List<Path> path = new ArrayList<>(Jars.all());
    path.add(Jars.tests());
    String java =
        "%s -XX:-UsePerfData -Djava.io.tmpdir=/nonexistent -cp '%s' %s"
            .formatted(
                jdk.tool("java"), Jars.path(path), "'" + String.join("' '", arguments) + "'");
    return Fork.run(
        List.of("sh", "-c", "(ulimit -f 0; exec " + java + " 2>&1) | cat"),
        Map.of(),
        Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void trainsAndPredictsWithoutFiles(Jdk jdk) throws IOException, InterruptedException {
    Place.assertSameHash(withoutAnyByte(jdk, Place.PROGRAM));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void savingNamesTheFile(Jdk jdk) throws IOException, InterruptedException {
    String folder = Place.folder();
    Fork.Ended limited = Place.assertSameHash(withoutAnyByte(jdk, Main.class.getName(), folder));
    assertThat(limited.out()).contains("typed true");
    try (var files = Files.list(Path.of(folder))) {
      assertThat(files).isEmpty();
    }
    Fork.Ended proc = Place.tests(jdk).run(Main.class.getName(), "/proc");
    assertThat(Place.assertSameHash(proc).out()).contains("typed true");
  }
}
