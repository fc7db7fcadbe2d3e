package dev.cotangent.integration.fuzz;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Feeds mutants to the readers of their file type and counts the outcomes. */
final class Fuzz {

  private static final int MOST_FAILURES = 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<Target<?>> targets;
  private final long seed;
  private final Path file;
  private final Map<String, Map<Stage, Integer>> counts = new java.util.TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int sealable;
  private int sealed;
  private double worst;

  /**
   * A run.
   *
   * @param targets in the shares in which they are to be tried
   */
  Fuzz(List<Target<?>> targets, long seed, Path folder) {
    this.targets = targets;
    this.seed = seed;
    this.file = folder.resolve("mutant");
  }

  /** Tries the mutant of a number. */
  void run(int number, boolean measured) throws IOException {
    // one random number from seed and number, so that each mutant can be made again by itself
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L);
    random.nextInt();
    Target<?> target = targets.get(random.nextInt(targets.size()));
    byte[] bytes = target.mutant(random);
    Files.write(file, bytes);
    try {
      Stage stage = run(target, bytes, measured);
      if (measured) {
        counts
            .computeIfAbsent(target.name(), name -> new EnumMap<>(Stage.class))
            .merge(stage, 1, Integer::sum);
        countSeals(target, bytes);
      }
    } catch (Throwable failure) { // which is what is looked for
      failed(target, number, failure);
    }
  }

  private <T> Stage run(Target<T> target, byte[] bytes, boolean measured) throws IOException {
    long allowed = target.memory(bytes);
    Reading<T> reading = read(target);
    if (measured && reading.allocated > allowed / 10 * 9) {
      reading = read(target); // linking code takes memory once, which is not to be counted
    }
    if (measured) {
      worst = Math.max(worst, reading.allocated / (double) allowed);
      if (reading.allocated > allowed) {
        throw new AssertionError(reading.allocated + " bytes allocated, allowed are " + allowed);
      }
    }
    try {
      return target.use(reading.value());
    } catch (CotangentException refused) {
      return target.refused(file, refused);
    }
  }

  /**
   * The result of reading a mutant.
   *
   * @param allocated bytes that it took
   */
  private record Reading<T>(
      long allocated, Optional<T> content, Optional<CotangentException> refusal) {

    T value() {
      refusal.ifPresent(
          refused -> {
            throw refused;
          });
      return content.orElseThrow();
    }
  }

  private <T> Reading<T> read(Target<T> target) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      T value = target.read(file);
      return new Reading<>(
          threads.getCurrentThreadAllocatedBytes() - before, Optional.of(value), Optional.empty());
    } catch (CotangentException refused) {
      return new Reading<>(
          threads.getCurrentThreadAllocatedBytes() - before,
          Optional.empty(),
          Optional.of(refused));
    }
  }

  private void countSeals(Target<?> target, byte[] bytes) {
    if (target instanceof Models || target instanceof Checkpoints) {
      sealable++;
      try {
        boolean right =
            Checksum.of(Safetensors.read(ByteBuffer.wrap(bytes), "mutant")) == Checksum.RIGHT;
        sealed += right ? 1 : 0;
      } catch (CotangentException refused) {
        return; // counted as not sealed
      }
    }
  }

  private void failed(Target<?> target, int number, Throwable failure) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(
          target.name()
              + ": again by ./mvnw test -Pfuzz -Dfuzz.seed="
              + seed
              + " -Dfuzz.only="
              + number
              + " -pl integration-tests -am: "
              + failure);
      failure.printStackTrace(); // NOPMD: the log of the forked JVM
    }
  }

  /** The number of open files of this process. */
  static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  /** Description of a failure. */
  List<String> failures() {
    return failures;
  }

  /** The share of model and checkpoint mutants whose header length and checksum fit. */
  double sealedShare() {
    return sealable == 0 ? 1 : sealed / (double) sealable;
  }

  /** The counts as text. */
  String report() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, stages) -> text.append(name).append(": ").append(stages).append('\n'));
    return text.append(
            String.format(
                Locale.ROOT,
                "seed %d; %d of %d model and checkpoint mutants with a right checksum; at most %.0f"
                    + " %% of the memory allowed%n",
                seed,
                sealed,
                sealable,
                100 * worst))
        .toString();
  }
}
