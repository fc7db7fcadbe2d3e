package dev.cotangent.cli;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a run is kept, so that it can go on, and what it goes on from.
 *
 * @param every after how many steps a checkpoint is written, besides start and end; 0: at these
 *     alone
 * @param arguments of the run, which checkpoints hold
 * @param plugins the directory with plugins that the first part of the run was given
 * @param report the file that {@code --report-json} of this part or an earlier one names
 * @param from the checkpoint to go on from
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

  /** A run that begins. */
  static Continuation fresh(
      long every, RunArguments arguments, Optional<Path> plugins, Optional<Path> report) {
    return new Continuation(
        every,
        arguments,
        plugins.map(directory -> directory.toAbsolutePath().normalize().toString()),
        report.map(file -> new ReportFile(file, true)),
        Optional.empty());
  }

  /** Where a directory keeps its checkpoint. */
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
          "--resume: there is no " + file(directory) + ", which train --out DIR writes");
    }
  }

  /**
   * Goes on with the run that was kept in a directory.
   *
   * @throws UserError if there is none
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

  /** The same run up to another epoch, or with checkpoints after other numbers of steps. */
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

  /** The same run with checkpoints after so many steps. */
  Continuation every(long steps) {
    return new Continuation(steps, arguments, plugins, report, from);
  }

  /** The same run with its report in another file, if one is named. */
  Continuation report(Optional<Path> file) {
    return new Continuation(
        every,
        arguments,
        plugins,
        file.map(path -> new ReportFile(path, true)).or(() -> report),
        from);
  }

  /**
   * Tells a trainer.
   *
   * @param test the samples that will judge the model, which the trainer does not see
   * @throws UserError if they are others than those of the first part
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
              + "; go on with the data of the first part, or"
              + " begin a new run with another --out");
    }
    Map<String, String> notes =
        new TreeMap<>(Map.of(ARGUMENTS, arguments.json(), TEST, fingerprint));
    plugins.ifPresent(place -> notes.put(PLUGINS, place));
    report.flatMap(ReportFile::absolute).ifPresent(place -> notes.put(REPORT, place));
    trainer.checkpoint(file(directory), every, notes);
    from.ifPresent(trainer::resume);
  }
}
