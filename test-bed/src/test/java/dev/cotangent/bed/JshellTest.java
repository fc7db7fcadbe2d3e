package dev.cotangent.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JShell with the jars on its class path. */
class JshellTest {

  private static final List<String> LINES =
      List.of(
          "import dev.cotangent.bed.BedProgram",
          "System.out.println(BedProgram.runWithoutFiles())",
          "/exit");

  private final Path script;

  JshellTest(@TempDir Path folder) throws IOException {
    script = Files.write(folder.resolve("lines.jsh"), LINES);
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void portable(Jdk jdk) throws IOException, InterruptedException {
    Place.assertSameHash(jshell(jdk));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void vector(Jdk jdk) throws IOException, InterruptedException {
    Place.assertSameHash(
        jshell(jdk, "--add-modules", "jdk.incubator.vector", "-R-Dcotangent.kernels=vector"));
  }

  private Fork.Ended jshell(Jdk jdk, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.tool("jshell")));
    command.addAll(List.of("--class-path", Jars.path(Jars.all())));
    command.addAll(List.of(options));
    command.add(script.toString());
    return Fork.run(command, Map.of(), Duration.ofMinutes(3));
  }
}
