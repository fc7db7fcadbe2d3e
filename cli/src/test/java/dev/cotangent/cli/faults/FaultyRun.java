package dev.cotangent.cli.faults;

import dev.cotangent.cli.Main;
import dev.cotangent.training.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A run of {@code train}, undisturbed and disturbed. */
final class FaultyRun {

  private static final String CHECKPOINT = "run/checkpoint.safetensors";
  private static final int STEPS = 4;
  private static final int MOST_FAILURES = 6;

  private final Path folder;
  private final Path checkpoint;
  private final List<Call> calls;
  private final Map<String, String> files;

  /** Output of the command. */
  private record Result(int code, String err) {}

  private FaultyRun(Path folder, List<Call> calls, Map<String, String> files) {
    this.folder = folder;
    this.checkpoint = folder.resolve(CHECKPOINT);
    this.calls = calls;
    this.files = files;
  }

  /** The undisturbed run. */
  static FaultyRun of(Path folder) throws IOException {
    Disk.ONLY.begin(folder, -1, Fault.KILL);
    Result result = command(arguments(folder));
    List<Call> calls = Disk.ONLY.end();
    Map<String, String> files = RunSnapshot.of(folder);
    check(result.code() == 0 && result.err().isEmpty(), "the undisturbed run: " + result);
    check(files.size() == 7, "files of the undisturbed run: " + files.keySet());
    return new FaultyRun(folder, calls, files);
  }

  List<Call> calls() {
    return calls;
  }

  private static String[] arguments(Path folder) {
    return new String[] {
      "train",
      "--data=builtin:iris",
      "--epochs=2",
      "--layers=4",
      "--checkpoint-every=1",
      "--out=" + folder.resolve("run"),
      "--report-json=" + folder.resolve("report.json")
    };
  }

  private static Result command(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(code, err.toString(StandardCharsets.UTF_8));
  }

  /** One call fails, in one way; then the run is resumed. */
  void fail(int number, Fault fault) throws IOException {
    String name = fault + " at call " + number + ", " + calls.get(number);
    try {
      FaultsMain.empty(folder);
      Disk.ONLY.begin(folder, number, fault);
      Result result = command(arguments(folder));
      Disk.ONLY.end();
      if (fault.isError()) {
        checkError(result, calls.get(number), fault);
      } else {
        checkKilled(number, fault);
      }
      finish(1 + number % 3);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(name + ": " + failure.getMessage(), failure);
    }
  }

  /** Fails several times, in the resumed parts, too. */
  void failOften(Random random) throws IOException {
    StringBuilder chain = new StringBuilder("chain");
    try {
      FaultsMain.empty(folder);
      int failures = 2 + random.nextInt(MOST_FAILURES - 1);
      for (int i = 0; i < failures; i++) {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        int number = random.nextInt(calls.size());
        chain.append(' ').append(fault).append(" at ").append(number);
        long before = Files.exists(checkpoint) ? Checkpoint.read(checkpoint).step() : -1;
        Disk.ONLY.begin(folder, number, fault);
        command(next(1 + random.nextInt(3)));
        Disk.ONLY.end();
        check(before < 0 || Checkpoint.read(checkpoint).step() >= before, "steps were lost");
      }
      finish(1 + random.nextInt(3));
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(chain + ": " + failure.getMessage(), failure);
    }
  }

  private String[] next(int workers) {
    return Files.exists(checkpoint)
        ? new String[] {"train", "--resume", checkpoint.getParent() + "", "--workers=" + workers}
        : arguments(folder);
  }

  /** Goes on undisturbed, and ends with every file of the run that never was disturbed. */
  private void finish(int workers) throws IOException {
    Result result = command(next(workers));
    check(result.code() == 0 && result.err().isEmpty(), "the resumed run: " + result);
    Set<String> different = different(RunSnapshot.of(folder));
    different.removeIf(FaultyRun::isOfAProcessThatLives);
    check(different.isEmpty(), "different: " + different);
  }

  /** Beside the report, where others may write, too: KillsTest has processes that end. */
  private static boolean isOfAProcessThatLives(String name) {
    return RunSnapshot.isTemporary(name) && !name.contains("/");
  }

  private void checkError(Result result, Call call, Fault fault) throws IOException {
    Map<String, String> now = RunSnapshot.of(folder);
    Set<String> different = different(now);
    String err = result.err();
    check(
        !err.contains("internal error") && !err.contains("Exception") && !err.contains(".tmp"),
        "said: " + err);
    check(result.code() == 0 || err.contains(fault.reason()), "gives no reason: " + err);
    switch (result.code()) {
      case 0 -> different.removeIf(name -> isLeftover(name, call));
      case 1 -> different.removeIf(name -> err.contains(name) || isLeftover(name, call));
      default -> {
        check(!Files.exists(checkpoint), "exit code 2 after the first checkpoint");
        check(err.contains(folder.resolve("run").toString()), "names no file: " + err);
        different.removeIf(name -> !now.containsKey(name) || isLeftover(name, call));
      }
    }
    check(different.isEmpty(), result + ", different: " + different);
  }

  /** Deletes as far as possible; failures are ignored. */
  private static boolean isLeftover(String name, Call call) {
    return RunSnapshot.isLock(name)
        && call.path().toString().endsWith(name.replaceFirst(".*/", ""));
  }

  private void checkKilled(int number, Fault fault) throws IOException {
    Map<String, String> now = RunSnapshot.of(folder);
    long steps = -1;
    for (int i = 0; i < number; i++) {
      Call call = calls.get(i);
      if (call.op() == Call.Op.MOVE && (fault == Fault.KILL || isForced(call, i, number))) {
        String name = folder.relativize(call.path()).toString();
        check(now.containsKey(name), name + " was whole and is lost");
        steps = Math.min(STEPS, steps + (name.equals(CHECKPOINT) ? 1 : 0));
      }
    }
    check(steps < 0 || Checkpoint.read(checkpoint).step() >= steps, "the checkpoint is older");
    Set<String> different = different(now);
    different.removeIf(
        name ->
            name.equals(CHECKPOINT)
                || !now.containsKey(name)
                || RunSnapshot.isLock(name)
                || RunSnapshot.isTemporary(name));
    check(different.isEmpty(), "damaged: " + different);
  }

  private boolean isForced(Call move, int from, int to) {
    return calls.subList(from, to).stream()
        .anyMatch(
            call -> call.op() == Call.Op.FORCE && call.path().equals(move.path().getParent()));
  }

  /** The files that are missing, too many or others than those of the undisturbed run. */
  private Set<String> different(Map<String, String> now) {
    Set<String> different = new TreeSet<>(files.keySet());
    different.addAll(now.keySet());
    different.removeIf(name -> now.getOrDefault(name, "").equals(files.get(name)));
    return different;
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }
}
