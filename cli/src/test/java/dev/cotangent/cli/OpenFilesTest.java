package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too few open files for the JVM, the training or its files: one line that says so. */
class OpenFilesTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {30, 34, 36, 64})
  void aLowLimit(int files) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String command =
        "ulimit -n %d; exec \"$0\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \"$@\" 2>&1";
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                command.replace("%d", Integer.toString(files)),
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--data=builtin:iris",
                "--epochs=2",
                "--workers=1",
                "--checkpoint-every=2",
                "--out",
                folder.resolve("run").toString())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).doesNotContain("Exception", "InternalError", "app//", "\tat ", ".cotangent-");
    if (process.exitValue() == 0) {
      assertThat(said).contains("sha256");
    } else {
      assertThat(said.lines().filter(line -> line.startsWith("cotangent: ")))
          .isNotEmpty()
          .allMatch(line -> line.contains("Too many open files"));
    }
  }

  @Test
  void theReasonIsLookedFor() {
    IOException reason = new IOException("Too many open files");
    assertThat(OpenFiles.explain(new ExceptionInInitializerError(reason)))
        .isEqualTo(
            "classes cannot be loaded: Too many open files; allow the process more open files"
                + " (ulimit -n 1024)");
    assertThat(OpenFiles.explain(new NoClassDefFoundError("dev.cotangent.Missing"))).isEmpty();
    assertThat(OpenFiles.explain(reason)).isEmpty();
  }
}
