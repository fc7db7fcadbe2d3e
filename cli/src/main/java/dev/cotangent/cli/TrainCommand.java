package dev.cotangent.cli;

import dev.cotangent.core.text.Printable;
import dev.cotangent.training.failure.ResumeException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code cotangent train}. */
@Command(
    name = "train",
    customSynopsis = {
      "cotangent train --data=DATA [OPTION...]",
      "       cotangent train --resume=DIR [OPTION...]"
    },
    description = "Train a network on a table or on images, and evaluate it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  Built-in digits; keep the model:",
      "    cotangent train --data builtin:digits --out digits",
      "  A table with a header, two categorical columns, and 'price' to predict:",
      "    cotangent train --data csv:houses.csv --target price \\",
      "      --one-hot town,heating --out houses",
      "  Two numbers to predict:",
      "    cotangent train --data csv:houses.csv --target price,days --out houses",
      "  Several labels per row:",
      "    cotangent train --data csv:films.csv --labels drama,comedy,thriller \\",
      "      --out films",
      "  MNIST from its original files:",
      "    cotangent train --data idx:mnist/train --layers 256,128 --epochs 10 \\",
      "      --normalize none",
      "  A network from a JSON file, its inputs fed by named columns:",
      "    cotangent train --data csv:houses.csv --target price --embedding town \\",
      "      --spec towers.json --input numbers=size,rooms --input town=town \\",
      "      --out houses",
      "  A long run that can be interrupted and resumed:",
      "    cotangent train --data csv:big.csv --epochs 100 --out big \\",
      "      --checkpoint-every 1000",
      "    cotangent train --resume big",
      "  Spirals, which need a wider network and a larger learning rate:",
      "    cotangent train --data builtin:spirals --layers 64,64 --learning-rate 0.01",
      "",
      "The samples are split at random into a training, a validation and a test set, each with the"
          + " same share of every class. Feature scaling and categories come from the training set."
          + " The model file holds them together with the names of columns and classes, so that"
          + " predict accepts tables with a different column order. A missing value is an error that"
          + " names its line and column."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  /** The options that may be given together with {@code --resume}. */
  private static final Set<String> WITH_RESUME =
      Set.of(
          "--resume",
          "--extend",
          "--epochs",
          "--workers",
          "--plugins",
          "--checkpoint-every",
          "--report-json",
          "--profile",
          "--verbose");

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final TrainOptions options = new TrainOptions();
  @Mixin private WorkerOptions workers = new WorkerOptions();
  @Mixin private PluginOptions plugins = new PluginOptions();

  @Inject
  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = options.output.resume;
    if (directory == null) {
      if (options.output.extend) {
        throw new UserError("--extend: expected --resume DIR, the run to extend");
      }
      checkNetwork();
      RunArguments arguments = RunArguments.of(parsed());
      return train(
          Continuation.fresh(
              every().orElse(0),
              arguments,
              plugins.directory(),
              Optional.ofNullable(options.output.report)),
          Optional.empty());
    }
    rejectFixedOptions();
    Continuation.check(directory);
    RunLock lock = RunLock.of(directory);
    try {
      return resume(directory, lock);
    } catch (ResumeException other) {
      throw new UserError("--resume: " + directory + ": " + ResumeAdvice.of(other), other);
    } finally {
      lock.close();
    }
  }

  /** Resumes with the options of the original run, but with the plugins given now. */
  private int resume(Path directory, RunLock lock) throws IOException {
    Continuation kept = Continuation.of(directory, options.output.extend);
    TrainCommand earlier = new TrainCommand(console);
    kept.arguments().parseInto(earlier, Continuation.file(directory).toString());
    earlier.options.output.out = directory;
    earlier.options.output.profile = options.output.profile;
    earlier.workers = workers;
    earlier.plugins = plugins;
    kept.plugins().ifPresent(this::printPlugins);
    OptionalLong epochs = OptionalLong.empty();
    if (parsed().hasMatchedOption("--epochs")) {
      earlier.options.learning.epochs = options.learning.epochs;
      epochs = OptionalLong.of(options.learning.epochs);
    }
    long before = earlier.every().orElse(0);
    return earlier.train(
        kept.every(before).with(epochs, every()).report(Optional.ofNullable(options.output.report)),
        Optional.of(lock));
  }

  private void printPlugins(String earlierDirectory) {
    console
        .out()
        .println(
            "The original run used --plugins "
                + Printable.of(earlierDirectory)
                + (plugins.directory().isPresent()
                    ? "."
                    : "; give --plugins again to load plugins."));
  }

  private int train(Continuation continuation, Optional<RunLock> held) throws IOException {
    String data = options.samples.data;
    if (data == null) {
      throw new ParameterException(
          new CommandLine(this), "Missing required option: '--data=DATA' (or --resume=DIR)");
    }
    int count = workers.count();
    try (Session session = Session.open(plugins.open(), count)) {
      TrainSettings settings =
          TrainSettings.of(new DataSource(data), options, continuation, count, session.registry());
      return new Training(settings, session, console, held).run();
    }
  }

  /** Rejects options that {@code --spec} replaces. */
  private void checkNetwork() {
    if (options.network.spec == null) {
      return;
    }
    for (String option : List.of("--layers", "--activation", "--dropout", "--embedding-size")) {
      if (parsed().hasMatchedOption(option)) {
        throw new UserError(
            option + ": --spec already defines the layers, expected only one of them");
      }
    }
  }

  private OptionalLong every() {
    Integer steps = options.output.checkpointEvery;
    if (steps == null) {
      return OptionalLong.empty();
    }
    if (options.output.out == null && options.output.resume == null) {
      throw new UserError("--checkpoint-every: expected --out DIR, too, for the checkpoints");
    }
    return OptionalLong.of(Check.within("--checkpoint-every", steps, 1, Integer.MAX_VALUE));
  }

  private ParseResult parsed() {
    return Objects.requireNonNull(spec).commandLine().getParseResult();
  }

  private void rejectFixedOptions() {
    for (OptionSpec option : parsed().matchedOptions()) {
      if (WITH_RESUME.stream().noneMatch(List.of(option.names())::contains)) {
        throw new UserError(
            option.longestName()
                + ": cannot be changed by --resume, which takes it from the checkpoint");
      }
    }
  }
}
