package dev.cotangent.cli;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The checkpointing of a run, and the checkpoint that it resumes.
 *
 * @param every steps between checkpoints; 0 for checkpoints at the start and the end only
 * @param arguments the options of the run, stored in checkpoints
 * @param plugins the plugin directory of the original run
 * @param report the report file, given now or stored in the checkpoint
 * @param from the checkpoint to resume; empty for a new run
 */
record Continuation(
    long every,
    RunArguments arguments,
    Optional<String> plugins,
    Optional<ReportFile> report,
    Optional<Checkpoint> from) {

  private static final String ARGUMENTS = "arguments";
  private static final String PLUGINS = "plugins";
  private static final String REPORT = "report_json";
  private static final String TEST = "test_data";

  /** A new run. */
  static Continuation fresh(
      long every, RunArguments arguments, Optional<Path> plugins, Optional<Path> report) {
    return new Continuation(
        every,
        arguments,
        plugins.map(directory -> directory.toAbsolutePath().normalize().toString()),
        report.map(file -> new ReportFile(file, true)),
        Optional.empty());
  }

  /** The checkpoint file in a directory. */
  static Path file(Path directory) {
    return directory.resolve(Outputs.CHECKPOINT_FILE);
  }

  /**
   * Checks that a directory has a checkpoint.
   *
   * @throws UserError if it has none
   */
  static void check(Path directory) {
    if (!Files.isRegularFile(file(directory))) {
      throw new UserError(
          "--resume: there is no " + file(directory) + ", expected one written by train --out DIR");
    }
  }

  /**
   * Resumes the run whose checkpoint is in a directory.
   *
   * @param extend whether the schedule may be planned for another number of steps
   * @throws UserError if there is no checkpoint of {@code train}
   */
  static Continuation of(Path directory, boolean extend) throws IOException {
    check(directory);
    String file = file(directory).toString();
    Checkpoint checkpoint = Checkpoint.read(file(directory));
    String arguments = checkpoint.notes().get(ARGUMENTS);
    if (arguments == null) {
      throw new UserError("--resume: " + file + " was not written by train");
    }
    return new Continuation(
        0,
        RunArguments.read(arguments, file),
        Optional.ofNullable(checkpoint.notes().get(PLUGINS)),
        Optional.ofNullable(checkpoint.notes().get(REPORT))
            .map(report -> ReportFile.kept(report, file)),
        Optional.of(extend ? checkpoint.extended() : checkpoint));
  }

  /** A copy with another number of epochs or other steps between checkpoints, if given. */
  Continuation with(OptionalLong epochs, OptionalLong newEvery) {
    RunArguments changed = arguments;
    if (epochs.isPresent()) {
      changed = changed.with("--epochs", epochs.getAsLong());
    }
    if (newEvery.isPresent()) {
      changed = changed.with("--checkpoint-every", newEvery.getAsLong());
    }
    return new Continuation(newEvery.orElse(every), changed, plugins, report, from);
  }

  /** A copy with that many steps between checkpoints. */
  Continuation every(long steps) {
    return new Continuation(steps, arguments, plugins, report, from);
  }

  /** A copy with another report file, if given. */
  Continuation report(Optional<Path> file) {
    return new Continuation(
        every,
        arguments,
        plugins,
        file.map(path -> new ReportFile(path, true)).or(() -> report),
        from);
  }

  /**
   * Configures a trainer's checkpoints.
   *
   * @param directory for the checkpoint
   * @param test the test samples, which the trainer does not see
   * @throws UserError if the test samples differ from those of the original run
   */
  void apply(Trainer trainer, Path directory, Dataset test) {
    String fingerprint = test.size() + " samples with fingerprint " + test.fingerprint();
    String before =
        from.map(checkpoint -> checkpoint.notes().getOrDefault(TEST, "")).orElse(fingerprint);
    if (!before.equals(fingerprint)) {
      throw new UserError(
          "--resume: "
              + directory
              + ": test data: "
              + fingerprint
              + " instead of "
              + before
              + "; resume with the original data, or"
              + " start a new run with another --out");
    }
    Map<String, String> notes =
        new TreeMap<>(Map.of(ARGUMENTS, arguments.json(), TEST, fingerprint));
    plugins.ifPresent(place -> notes.put(PLUGINS, place));
    report.flatMap(ReportFile::absolute).ifPresent(place -> notes.put(REPORT, place));
    trainer.checkpoint(file(directory), every, notes);
    from.ifPresent(trainer::resume);
  }
}
