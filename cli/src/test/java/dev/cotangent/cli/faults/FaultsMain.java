package dev.cotangent.cli.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets a run fail at each call by which it changes the disk, in each way, and resumes it.
 * Arguments: an empty folder, how many of the failures to try (0: all), how many chains of several,
 * and a seed.
 */
final class FaultsMain {

  private FaultsMain() {}

  public static void main(String[] args) throws IOException {
    Path folder = FaultyPath.real(Path.of(args[0]).toAbsolutePath());
    int most = Integer.parseInt(args[1]);
    int chains = Integer.parseInt(args[2]);
    Random random = new Random(Long.parseLong(args[3]));
    FaultyRun run = FaultyRun.of(folder);
    List<Case> cases = cases(run.calls().size(), most, random);
    int wrong = 0;
    for (Case each : cases) {
      wrong += isRight(() -> run.fail(each.call(), each.fault()));
    }
    for (int chain = 0; chain < chains; chain++) {
      wrong += isRight(() -> run.failOften(random));
    }
    System.out.printf(
        "%d calls, %d failures and %d chains of failures: %d went wrong%n",
        run.calls().size(), cases.size(), chains, wrong);
    System.exit(wrong == 0 ? 0 : 1);
  }

  /** 0 if so. */
  private static int isRight(Disk.Step test) throws IOException {
    try {
      test.run();
      return 0;
    } catch (AssertionError failure) {
      System.out.println(failure.getMessage());
      return 1;
    }
  }

  private record Case(int call, Fault fault) {}

  /** All, or each call with the ways taken in turn. */
  private static List<Case> cases(int calls, int most, Random random) {
    List<Case> all = new ArrayList<>();
    Fault[] faults = Fault.values();
    int turn = random.nextInt(faults.length);
    for (int call = 0; call < calls; call++) {
      for (Fault fault : faults) {
        if (most == 0 || (call + turn) % faults.length == fault.ordinal()) {
          all.add(new Case(call, fault));
        }
      }
    }
    java.util.Collections.shuffle(all, random);
    return most == 0 ? all : all.subList(0, Math.min(most, all.size()));
  }

  /** Removes everything below a folder. */
  static void empty(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }
}
