package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first promise: same inputs, same seed, same parameter bits, at any number of workers, with
 * either kernel set, on any JDK from 17 on, on any processor.
 */
class SameBitsTest {

  private static final String[] WORKERS = {"1", "2", "3", "4", "8", "16"};

  @Test
  void trainingGivesTheSameBitsEverywhere() throws Exception {
    Map<String, List<String>> whereByHash = new TreeMap<>();
    int trainings = 0;
    for (Path home : ForkedJvm.installedHomes()) {
      for (String[] flags : processors()) {
        for (String kernels : List.of("portable", "vector")) {
          String where = home.getFileName() + " " + String.join(" ", flags) + " " + kernels;
          trainings +=
              train(ForkedJvm.of(home).with(flags), "large", kernels, WORKERS, where, whereByHash);
        }
      }
    }
    System.out.println(trainings + " trainings gave " + whereByHash.keySet());
    assertThat(whereByHash).as("one hash").hasSize(1);
    assertThat(trainings).isGreaterThanOrEqualTo(2 * WORKERS.length);
  }

  @Test
  void aShortTrainingGivesTheSameBitsWithoutACompilerAndWithoutFusedMultiplyAdd() throws Exception {
    Map<String, List<String>> whereByHash = new TreeMap<>();
    String[] workers = {"1", "2"};
    for (Path home : ForkedJvm.installedHomes()) {
      for (String[] flags : slowProcessors()) {
        String where = home.getFileName() + " " + String.join(" ", flags);
        train(ForkedJvm.of(home).with(flags), "small", "portable", workers, where, whereByHash);
      }
      train(ForkedJvm.of(home), "small", "vector", workers, home + " vector", whereByHash);
    }
    assertThat(whereByHash).as("one hash").hasSize(1);
  }

  @Test
  void aRecurrentNetworkGivesTheSameBitsToo() throws Exception {
    Map<String, List<String>> whereByHash = new TreeMap<>();
    for (Path home : ForkedJvm.installedHomes()) {
      for (String kernels : List.of("portable", "vector")) {
        String[] workers = {"1", "3"};
        String where = home.getFileName() + " " + kernels;
        train(ForkedJvm.of(home), "recurrent", kernels, workers, where, whereByHash);
      }
    }
    if (isX86()) {
      ForkedJvm narrow = ForkedJvm.of(ForkedJvm.installedHomes().get(0)).with("-XX:UseAVX=2");
      train(narrow, "recurrent", "vector", new String[] {"2"}, "narrow", whereByHash);
    }
    assertThat(whereByHash).as("one hash").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalized", "sequences", "tables"})
  void soDoTheOtherLayers(String model) throws Exception {
    Map<String, List<String>> whereByHash = new TreeMap<>();
    for (Path home : ForkedJvm.installedHomes()) {
      for (String kernels : List.of("portable", "vector")) {
        String where = home.getFileName() + " " + model + " " + kernels;
        train(ForkedJvm.of(home), model, kernels, new String[] {"1", "3"}, where, whereByHash);
      }
    }
    assertThat(whereByHash).as("one hash").hasSize(1);
  }

  @Test
  void convolutionsGiveTheSameBitsEverywhere() throws Exception {
    Map<String, List<String>> whereByHash = new TreeMap<>();
    String[] workers = {"1", "2", "3"};
    for (Path home : ForkedJvm.installedHomes()) {
      String where = home.getFileName() + " images ";
      train(ForkedJvm.of(home), "images", "portable", workers, where + "portable", whereByHash);
      for (String[] flags : processors()) {
        String how = where + String.join(" ", flags) + " vector";
        train(ForkedJvm.of(home).with(flags), "images", "vector", workers, how, whereByHash);
      }
    }
    assertThat(whereByHash).as("one hash").hasSize(1);
  }

  private static int train(
      ForkedJvm jvm,
      String size,
      String kernels,
      String[] workers,
      String where,
      Map<String, List<String>> whereByHash)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(size, kernels));
    arguments.addAll(List.of(workers));
    String printed =
        jvm.with("--add-modules", "jdk.incubator.vector")
            .run(BitsMain.class.getName(), arguments.toArray(String[]::new));
    List<String> lines = printed.lines().toList();
    assertThat(lines).as(where).hasSize(workers.length);
    for (String line : lines) {
      List<String> fields = List.of(line.split(" ", 3));
      whereByHash
          .computeIfAbsent(fields.get(1), hash -> new ArrayList<>())
          .add(where + " workers " + fields.get(0));
      assertThat(Long.parseLong(fields.get(2))).as("calls served, " + where).isPositive();
    }
    return lines.size();
  }

  /** The widths of vectors that this processor can be told to use. */
  private static List<String[]> processors() {
    return isX86()
        ? List.of(new String[] {}, new String[] {"-XX:UseAVX=1"}, new String[] {"-XX:UseAVX=2"})
        : List.of(new String[][] {{}});
  }

  private static List<String[]> slowProcessors() {
    List<String[]> flags = new ArrayList<>(List.of(new String[] {}, new String[] {"-Xint"}));
    if (isX86()) {
      flags.add(new String[] {"-XX:UseAVX=0"});
    }
    return flags;
  }

  private static boolean isX86() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }
}
