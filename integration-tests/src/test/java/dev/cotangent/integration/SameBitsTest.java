package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.integration.bits.BitsMain;
import dev.cotangent.integration.bits.BitsModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The first promise: the same inputs and seed give the same parameter bits for any number of
 * workers, either kernel set, any JDK from 17 on, and any processor.
 */
class SameBitsTest {

  private static final String LARGE = "large:1,2,3,4,8,16";
  private static final String IMAGES = "images:1,2,3";

  /** The runs that gave each hash, by model. */
  private final SortedMap<String, SortedMap<String, List<String>>> whereByHash = new TreeMap<>();

  /**
   * Trains every model on all kernels and JDKs of the machine, models with special loops also with
   * other vector sizes, and a short training without the JIT compiler and without fused
   * multiply-add.
   */
  @Test
  void trainingGivesTheSameBitsEverywhere() throws Exception {
    for (Path home : ForkedJvm.installedHomes()) {
      train(home, List.of(), allModelsOn("portable", "vector"));
      for (String flag : narrowVectors()) {
        train(
            home,
            List.of(flag),
            List.of("portable", LARGE, "vector", LARGE, IMAGES, "recurrent:2"));
      }
      for (String flag : slowProcessors()) {
        train(home, List.of(flag), List.of("portable", "small:1,2"));
      }
    }
    assertOneHashForEachModel(BitsModel.values().length);
  }

  private static List<String> allModelsOn(String... sets) {
    List<String> arguments = new ArrayList<>();
    for (String set : sets) {
      arguments.add(set);
      for (BitsModel model : BitsModel.values()) {
        arguments.add(model == BitsModel.LARGE ? LARGE : name(model) + ":1,2,3");
      }
    }
    return arguments;
  }

  private static String name(BitsModel model) {
    return model.name().toLowerCase(Locale.ROOT);
  }

  private void assertOneHashForEachModel(int models) {
    whereByHash.forEach(
        (model, hashes) -> {
          System.out.println(
              model + ": " + trainings(hashes) + " trainings gave " + hashes.keySet());
          assertThat(hashes).as(model).hasSize(1);
        });
    assertThat(whereByHash).hasSize(models);
  }

  private static int trainings(SortedMap<String, List<String>> hashes) {
    return hashes.values().stream().mapToInt(List::size).sum();
  }

  /** Trains models, given as {@link BitsMain} takes them, in a JVM of its own. */
  private void train(Path home, List<String> flags, List<String> arguments) throws Exception {
    String where = home.getFileName() + " " + flags;
    String printed =
        ForkedJvm.of(home)
            .with(flags.toArray(String[]::new))
            .with("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector")
            .run(BitsMain.class.getName(), arguments.toArray(String[]::new));
    List<String> lines = printed.lines().toList();
    int expected =
        arguments.stream()
            .filter(each -> each.contains(":"))
            .mapToInt(each -> each.split(",").length)
            .sum();
    assertThat(lines).as(where).hasSize(expected);
    lines.forEach(line -> note(line, where));
  }

  private void note(String line, String where) {
    List<String> fields = List.of(line.split(" ", 5));
    whereByHash
        .computeIfAbsent(fields.get(0), model -> new TreeMap<>())
        .computeIfAbsent(fields.get(2), hash -> new ArrayList<>())
        .add(where + " " + fields.get(4) + " workers " + fields.get(1));
    assertThat(Long.parseLong(fields.get(3))).as("calls served, " + where).isPositive();
  }

  /** The narrower vectors that this processor can be told to use. */
  private static List<String> narrowVectors() {
    return isX86() ? List.of("-XX:UseAVX=1", "-XX:UseAVX=2") : List.of();
  }

  private static List<String> slowProcessors() {
    return isX86() ? List.of("-Xint", "-XX:UseAVX=0") : List.of("-Xint");
  }

  private static boolean isX86() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }
}
