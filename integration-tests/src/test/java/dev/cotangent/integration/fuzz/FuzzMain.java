package dev.cotangent.integration.fuzz;

import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Tries mutants in a JVM of its own: {@code FuzzMain count seed [number]}. */
public final class FuzzMain {

  private static final int WARM_UP = 1500;

  private FuzzMain() {}

  /** Ends with an error if anything but reading or refusing happened. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      List<String> failures = run(folder, arguments);
      failures.forEach(System.err::println);
      if (!failures.isEmpty()) {
        System.exit(1);
      }
    } finally {
      delete(folder);
    }
  }

  private static List<String> run(Path folder, String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[0]);
    Fuzz fuzz = new Fuzz(targets(folder), Long.parseLong(arguments[1]), folder);
    // classes are loaded, and what threads keep is made, once
    for (int i = 0; i < WARM_UP; i++) {
      fuzz.run(-1 - i, false);
    }
    if (arguments.length > 2) {
      fuzz.run(Integer.parseInt(arguments[2]), true);
      System.out.print(fuzz.report());
      return fuzz.failures();
    }
    long open = Fuzz.openFiles();
    for (int i = 0; i < count; i++) {
      fuzz.run(i, true);
    }
    System.out.print(fuzz.report());
    List<String> failures = new ArrayList<>(fuzz.failures());
    if (Fuzz.openFiles() > open) {
      failures.add(Fuzz.openFiles() + " open files at the end, " + open + " at the beginning");
    }
    if (fuzz.sealedShare() < 0.5) {
      failures.add("only " + fuzz.sealedShare() + " of the mutants have a right checksum");
    }
    return failures;
  }

  private static List<Target<?>> targets(Path folder) throws IOException {
    Registry registry = Registry.standard();
    List<Target<?>> targets = new ArrayList<>();
    targets.addAll(Collections.nCopies(4, new Models(registry, folder)));
    targets.addAll(Collections.nCopies(2, new Checkpoints(registry, folder)));
    targets.addAll(Collections.nCopies(2, new Tables()));
    targets.add(new Images(folder));
    return targets;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
