package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The plain run, with which every place is compared, and the comparison. */
final class Place {

  static final String PROGRAM = BedProgram.class.getName();

  /** The options with which the class path shows the vector kernels. */
  static final String[] VECTOR = {"--add-modules", "jdk.incubator.vector"};

  private static final AtomicReference<String> EXPECTED = new AtomicReference<>();

  private Place() {}

  /** The hash of the plain run: this JDK, the class path, no option. Computed once. */
  static String expected() throws IOException, InterruptedException {
    String known = EXPECTED.get();
    if (known != null) {
      return known;
    }
    Fork.Ended ended = plain(Jdk.current()).run(PROGRAM, folder());
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.hash()).matches("[0-9a-f]{64}");
    EXPECTED.set(ended.hash());
    return ended.hash();
  }

  /** A JVM with the program and all libraries on its class path. */
  static Fork plain(Jdk jdk) throws IOException {
    return Fork.of(jdk).classPath(Jars.all());
  }

  /** Like {@link #plain}, with the main classes of these tests. */
  static Fork tests(Jdk jdk) throws IOException {
    List<Path> path = new ArrayList<>(Jars.all());
    path.add(Jars.tests());
    return Fork.of(jdk).classPath(path);
  }

  /** Runs the program in a JVM, in a new folder, and compares its hash with the plain run's. */
  static Fork.Ended sameHash(Fork fork) throws IOException, InterruptedException {
    return assertSameHash(fork.run(PROGRAM, folder()));
  }

  /** Compares the hash that a JVM printed with the hash of the plain run. */
  static Fork.Ended assertSameHash(Fork.Ended ended) throws IOException, InterruptedException {
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.hash()).as(ended.toString()).isEqualTo(expected());
    return ended;
  }

  /** A new folder, for a run's files, below the folder of the build. */
  static String folder() throws IOException {
    Path runs = Files.createDirectories(Jars.tests().resolveSibling("runs"));
    return Files.createTempDirectory(runs, "run").toString();
  }
}
