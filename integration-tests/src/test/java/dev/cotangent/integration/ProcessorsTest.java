package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.integration.bits.CaseList;
import dev.cotangent.integration.bits.CasesMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares the bits of every case on other processors, in a JVM of each, with those on this one.
 * {@code .ci/processors} runs this; the system property {@code cotangent.processors} names a folder
 * with a Java home for each {@link Processor}, by its name in lower case.
 */
@Tag("processors")
class ProcessorsTest {

  /** Three minutes are enough where nothing else runs. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Test
  void everyCaseHasTheSameBitsOnEachProcessor() throws Exception {
    Path homes = Path.of(System.getProperty("cotangent.processors", "missing"));
    assertThat(homes).as("-Dcotangent.processors, which .ci/processors sets").isDirectory();
    CaseList here =
        list(
            Path.of(System.getProperty("java.home")),
            List.of(),
            List.of("any", "portable", "vector"));
    List<String> differences =
        new ArrayList<>(here.differences(List.of("any", "portable", "vector"), here));
    report("this machine", here, Duration.ZERO, differences);
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<List<String>>> results =
          Arrays.stream(Processor.values())
              .map(each -> pool.submit(() -> differences(each, homes, here)))
              .toList();
      for (Future<List<String>> result : results) {
        differences.addAll(result.get());
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(differences).as("differences from this machine").isEmpty();
  }

  private static List<String> differences(Processor processor, Path homes, CaseList here) {
    long start = System.nanoTime();
    List<String> differences = new ArrayList<>();
    try {
      Path home = homes.resolve(processor.name().toLowerCase(Locale.ROOT));
      CaseList there = list(home, processor.options(), processor.kernels());
      differences.addAll(there.differences(processor.kernels(), here));
      if (!there.machine().startsWith(processor.machine())) {
        differences.add("it calls itself " + there.machine());
      }
      report(processor.title(), there, Duration.ofNanos(System.nanoTime() - start), differences);
    } catch (Exception | AssertionError failure) {
      differences.add("" + failure);
    }
    return differences.stream().map(each -> processor.title() + ": " + each).toList();
  }

  private static CaseList list(Path home, List<String> options, List<String> kernels)
      throws Exception {
    String printed =
        ForkedJvm.of(home)
            .within(LIMIT)
            .with("-Xmx512m", "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector")
            .with("-Djava.io.tmpdir=" + temporary())
            .with(options.toArray(String[]::new))
            .run(CasesMain.class.getName(), kernels.toArray(String[]::new));
    return CaseList.of(printed);
  }

  /**
   * Uses an in-memory file system if there is one: 32-bit JVMs cannot see files with 64-bit inodes.
   */
  private static Path temporary() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void report(String title, CaseList list, Duration time, List<String> differences) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %-28s %s %4d cases, %d different, %d s%n",
        title,
        list.machine(),
        counts(list.hashes()),
        list.size(),
        differences.size(),
        time.toSeconds());
  }

  private static String counts(Map<String, Map<String, String>> hashes) {
    return hashes.keySet().toString();
  }
}
