package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code cotangent}, in a project of stubs with a real JVM. */
class LauncherTest {

  private final Path directory;

  LauncherTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA_TOOL_OPTIONS   | -XX:+UseParallelGC -Xmx64m        | PS Scavenge",
        "JDK_JAVA_OPTIONS    | -XX:+UseG1GC                      | G1 Young",
        "JDK_JAVA_OPTIONS    | @options                          | PS Scavenge",
        "_JAVA_OPTIONS       | -XX:+UseParallelGC                | PS Scavenge",
        "COTANGENT_JAVA_OPTS | -XX:+UseG1GC                      | G1 Young",
        "COTANGENT_JAVA_OPTS | -Xmx64m -XX:VMOptionsFile=options | PS Scavenge",
        "COTANGENT_JAVA_OPTS | -Da=*                             | Copy 8",
        "_JAVA_OPTIONS       | -Xmx6m                            | Copy",
        "JAVA_TOOL_OPTIONS   | -Xmn20m                           | Copy 20",
        "_JAVA_OPTIONS       | -XX:NewSize=20m                   | Copy"
      })
  void settingsOfTheJvmTakeThePlaceOfOurs(String variable, String options, String collector)
      throws Exception {
    StubProject project = StubProject.in(directory);
    Files.writeString(project.root().resolve("options"), "-XX:+UseParallelGC\n");
    StubProject.Outcome outcome = project.run("./cotangent", Map.of(variable, options));
    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("collector " + collector).doesNotContain("[warning]");
  }

  @Test
  void aJvmThatDoesNotStartIsQuoted() throws Exception {
    StubProject.Outcome outcome =
        StubProject.in(directory).run("./cotangent", Map.of("JAVA_TOOL_OPTIONS", "-XX:+Bogus"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text())
        .contains("cotangent: ", "does not start: Unrecognized VM option 'Bogus'")
        .doesNotContain("Picked up");
  }

  /** Names are written as octal escapes, since this JVM may have no UTF-8 locale itself. */
  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=POSIX", "LC_ALL=de_XX.UTF-8", "LC_ALL= LC_CTYPE= LANG="})
  void anUmlautNeedsNoLocale(String locale) throws Exception {
    StubProject.Outcome outcome =
        StubProject.in(directory)
            .run(
                "cd .. && d=$(printf 'pr\\303\\266be') && mv project \"$d\" && cd \"$d\" &&"
                    + " f=$(printf '\\303\\244.csv') && echo 1 >\"$f\" && "
                    + locale
                    + " ./cotangent \"$f\"",
                Map.of());
    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("argument of 5 is a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n %41 100% it's $HOME", "a\"b*[x]?\\ ;\n#"})
  void theFolderMayBeCalledAnything(String name) throws Exception {
    StubProject project = StubProject.in(directory.resolve(name));
    assertThat(project.run("./cotangent 'x y' '*'", Map.of()).text())
        .contains("argument of 3", "argument of 1 ");
  }

  @Test
  void aColonInThePathIsNamed() throws Exception {
    StubProject project = StubProject.in(directory.resolve("a:b"));
    for (String command : new String[] {"./cotangent", "./mvnw-real"}) {
      StubProject.Outcome outcome = project.run(command, Map.of());
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.text())
          .contains("its path holds a colon, which separates the entries of Java's class path");
    }
  }

  @Test
  void linksLeadToTheProject() throws Exception {
    StubProject project = StubProject.in(directory.resolve("real place"));
    StubProject.Outcome outcome =
        project.run(
            "mkdir -p ../bin && ln -s ../project/cotangent ../bin/one && ln -s one ../bin/two"
                + " && cd / && \"$OLDPWD/../bin/two\"",
            Map.of());
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  @Test
  void aProjectThatIsBuiltIsNotTouched() throws Exception {
    StubProject project = StubProject.in(directory);
    project.run("./cotangent", Map.of());
    String before = project.listing();
    assertThat(project.run("./cotangent", Map.of()).text()).doesNotContain("building");
    assertThat(project.listing()).isEqualTo(before);
  }

  @Test
  void aCopyWithNewTimesIsNotBuiltAgain() throws Exception {
    StubProject project = StubProject.in(directory);
    project.run("./cotangent", Map.of());
    Path source = project.root().resolve("core/src/main/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(project.run("./cotangent", Map.of()).text()).doesNotContain("building");
    Files.writeString(source, "class A { }");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(project.run("./cotangent", Map.of()).text()).contains("building", "changed");
  }

  @Test
  void aBuildThatCannotWriteSaysSo() throws Exception {
    StubProject project = StubProject.in(directory);
    Files.writeString(project.root().resolve("target"), "no directory");
    StubProject.Outcome outcome = project.run("./cotangent", Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text()).contains("not built yet, and ", " cannot be written to");
  }

  @Test
  void aBuildPrintsALineForEachModuleAndNoEscapes() throws Exception {
    StubProject.Outcome outcome =
        StubProject.in(directory).run("./cotangent", Map.of("MAVEN_ARGS", "-Dx=1"));
    assertThat(outcome.text())
        .containsPattern("building Cotangent \\(first run\\)")
        .containsOnlyOnce("downloading the build's dependencies")
        .containsPattern("\n *\\d+ s  core\n *\\d+ s  cli\n")
        .doesNotContain("\u001b", "Scanning");
  }

  @Test
  void aBuildThatFailsShowsItsErrors() throws Exception {
    StubProject project = StubProject.in(directory);
    StubProject.Outcome outcome = project.run("./cotangent", Map.of("STUB_FAILS", "yes"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text())
        .contains("[ERROR] A.java:[1,7] ';' expected", "cotangent: the build failed")
        .doesNotContain("\u001b", "re-run Maven");
    assertThat(project.run("./cotangent", Map.of()).code()).isZero();
  }

  @Test
  void aLockOfAKilledStartIsTaken() throws Exception {
    StubProject project = StubProject.in(directory);
    Path lock = project.root().resolve("target/launcher.lock");
    Files.createDirectories(lock);
    Files.writeString(lock.resolve("pid"), "99999999\n");
    assertThat(project.run("./cotangent", Map.of()).code()).isZero();
    assertThat(lock).doesNotExist();
  }
}
