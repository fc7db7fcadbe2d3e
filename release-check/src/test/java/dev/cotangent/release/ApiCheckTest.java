package dev.cotangent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.Test;

/** The profile {@code api-check} finds what would break the programs of users. */
class ApiCheckTest {

  private static final Path FOLDER = Staging.FOLDER.resolve("api");
  private static final Path SOURCES = FOLDER.resolve("sources");
  private static final String WORKERS =
      "parallel/src/main/java/dev/cotangent/parallel/ForkJoinWorkers.java";
  private static final String INTERNAL = "core/src/main/java/dev/cotangent/core/math/Fma.java";

  @Test
  void aMethodOfTheApiThatIsGoneFailsAndOneOfAnInternalPackageDoesNot()
      throws IOException, InterruptedException, PGPException {
    Staging release = Staging.first();
    Staging.delete(FOLDER);
    Staging.copy(Staging.REPOSITORY, SOURCES, "99.0-staged");

    edit(INTERNAL, "public static float emulate(", "static float emulate(");
    check(release).in(SOURCES);

    edit(
        WORKERS,
        "public static ForkJoinWorkers on(ForkJoinPool pool, int count) {",
        "static ForkJoinWorkers on(ForkJoinPool pool, int count) {");
    assertThat(check(release).failsIn(SOURCES))
        .contains("ForkJoinWorkers.on(java.util.concurrent.ForkJoinPool,int)");
  }

  private static Command check(Staging release) {
    return Command.mvn(
        Consumer.options(
            release,
            FOLDER.resolve("local-repository"),
            "-Papi-check",
            "-Dapi.baseline=" + Staging.VERSION,
            "-Dmaven.test.skip",
            "-Dspotless.check.skip",
            "-pl",
            "parallel",
            "-am",
            "verify"));
  }

  @Test
  void withoutAReleaseItSaysThatThereIsNothingToCompare() throws IOException, InterruptedException {
    assertThat(Command.mvn("-Papi-check", "-N", "validate").failsIn(Staging.REPOSITORY))
        .contains("before the first release there is nothing to compare");
  }

  private static void edit(String name, String before, String after) throws IOException {
    Path file = SOURCES.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }
}
