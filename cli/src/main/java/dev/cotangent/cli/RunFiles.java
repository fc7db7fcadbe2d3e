package dev.cotangent.cli;

import dev.cotangent.core.file.Folders;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.table.ModelInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the results of a run, the most important first: the model, the table of results, then
 * charts and reports. Resuming a complete run writes the files again, since those in place may be
 * another run's; they hold no times, so their contents do not change.
 */
final class RunFiles {

  private final TrainSettings settings;
  private final Console console;

  RunFiles(TrainSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Writes all files and returns the exit code: 1 if one could not be written. */
  int write(TrainingResult result, ModelInfo info) {
    Model model = result.model().withMetadata(ModelLoss.with(info.metadata(), result.loss()));
    OutputFiles files = new OutputFiles();
    result.checkpointFailure().ifPresent(files::failed);
    Optional<Path> file =
        settings
            .out()
            .map(directory -> directory.resolve(Outputs.MODEL_FILE))
            .filter(path -> files.write(path, to -> save(model, to)));
    print(result, file);
    settings.out().ifPresent(directory -> RunPictures.write(directory, result, files));
    settings.report().ifPresent(report -> report.write(result, files));
    files.failures().forEach(failure -> console.err().println("cotangent: " + failure));
    return files.failures().isEmpty() ? 0 : Errors.FAILED;
  }

  private static void save(Model model, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Folders.make(folder); // it may have been deleted meanwhile
    }
    model.save(file);
  }

  private void print(TrainingResult result, Optional<Path> file) {
    if (result.isOld()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "The run is complete: %d of %d epochs. Its results:%n",
              result.history().epochs().size(),
              settings.epochs());
    }
    console.out().print(ResultTable.of(result, file));
    result.history().profile().ifPresent(profile -> console.out().print("\n" + profile));
    console.out().flush();
  }
}
