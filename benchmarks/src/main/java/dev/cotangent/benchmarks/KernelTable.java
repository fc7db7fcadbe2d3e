package dev.cotangent.benchmarks;

import dev.cotangent.kernels.vector.FmaPeak;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints the speed of every kernel, by the portable and by the vector set, compared with the
 * machine's peak and a scalar loop, and fails if one falls below its floor.
 *
 * <p>A JVM for each family, as C2 compiles a loop for what it has seen: in a JVM of its own each is
 * measured as a program that uses it would. What decides is a ratio of two times from the same
 * seconds, never a time.
 */
public final class KernelTable {

  private static final String USAGE =
      "Usage: KernelTable [FAMILY...], of "
          + Cases.FAMILIES.stream().map(Cases::name).collect(Collectors.joining(", "));
  private static final int ROUNDS = 9;
  private static final long WARM_UP_NANOS = 6_000_000_000L;

  /** A loop that is below its floor is measured again, as it may have been disturbed. */
  private static final int TRIES = 3;

  private static final int FELL = 1;
  private static final int WRONG_INPUT = 2;

  private KernelTable() {}

  /** Runs the families that are named, or all, and ends the JVM: with 1 if a kernel is too slow. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> names = Arrays.asList(args);
    List<Class<? extends LoopBenchmark>> families =
        Cases.FAMILIES.stream()
            .filter(family -> names.isEmpty() || names.contains(Cases.name(family)))
            .toList();
    if (families.isEmpty() || (!names.isEmpty() && families.size() < names.size())) {
      System.err.println(USAGE);
      System.exit(WRONG_INPUT);
    }
    System.exit(families.size() == 1 ? measure(families.get(0)) : each(families));
  }

  /** Prints one family's table. */
  private static int measure(Class<? extends LoopBenchmark> family) {
    double peak = FmaPeak.gigaflops(1);
    System.out.printf(
        Locale.ROOT,
        "%n%s; Java %s, peak %.0f GFLOP/s%n%n%s%n",
        Cases.name(family),
        System.getProperty("java.version"),
        peak,
        Row.HEAD);
    warmUp(family);
    List<String> falls = new ArrayList<>();
    for (List<LoopBenchmark> sets : Cases.of(family)) {
      Row row = measured(sets);
      System.out.println(row.line(peak));
      row.fall().ifPresent(falls::add);
    }
    falls.forEach(fall -> System.out.println("\nTOO SLOW: " + fall));
    return falls.isEmpty() ? 0 : FELL;
  }

  /** Lets C2 see all cases before any is measured; vector kernels crawl until it is done. */
  private static void warmUp(Class<? extends LoopBenchmark> family) {
    long end = System.nanoTime() + WARM_UP_NANOS;
    do {
      Cases.of(family).forEach(sets -> Row.measure(sets, 1));
    } while (System.nanoTime() < end);
  }

  private static Row measured(List<LoopBenchmark> sets) {
    Row row = Row.measure(sets, ROUNDS);
    for (int i = 1; i < TRIES && row.fall().isPresent(); i++) {
      row = Row.measure(sets, ROUNDS);
    }
    return row;
  }

  /** One child after another, each with this JVM's own command, flags and class path. */
  private static int each(List<Class<? extends LoopBenchmark>> families)
      throws IOException, InterruptedException {
    int worst = 0;
    for (Class<? extends LoopBenchmark> family : families) {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(KernelTable.class.getName(), Cases.name(family)));
      worst = Math.max(worst, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
    return worst;
  }
}
