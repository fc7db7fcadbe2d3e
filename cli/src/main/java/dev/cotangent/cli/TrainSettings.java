package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.optim.Ema;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.table.Task;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The validated options of {@code train}; checked before any data are read or files written.
 *
 * @param embeddingSize the length of embedding vectors; empty for the usual one of each column
 * @param task the task; empty to derive it from the target column
 * @param layers units of the hidden layers, each from 1 to {@value #MOST_UNITS}
 * @param spec the network of {@code --spec}, which replaces the hidden layers
 * @param loss the loss; empty for the usual one of the task
 * @param clip the largest global norm of the gradients; empty for no limit
 * @param epochs at least 1
 * @param batch the mini-batch size, at least 1
 * @param plateau epochs without improvement before the learning rate is divided by 10
 * @param test the fraction of the samples held out for the final evaluation
 * @param validation the fraction of the samples held out for evaluation after each epoch
 */
record TrainSettings(
    DataSource data,
    TrainingColumns columns,
    boolean ignoreUnknown,
    OptionalInt embeddingSize,
    Optional<Task> task,
    List<Integer> layers,
    Optional<LayerSpec> spec,
    Notation activation,
    Optional<Notation> loss,
    double dropout,
    Normalize.Kind normalize,
    Optimizer optimizer,
    Notation schedule,
    OptionalDouble clip,
    int epochs,
    int batch,
    int accumulate,
    int shards,
    OptionalInt plateau,
    List<Metric> metrics,
    boolean trainingMetrics,
    Optional<Duration> stepLimit,
    double test,
    double validation,
    long seed,
    int workers,
    Continuation continuation,
    Optional<Path> out,
    Optional<ReportFile> report,
    boolean profile) {

  private static final int MOST_UNITS = 1 << 20;
  private static final int MOST_SHARDS = 1 << 16;
  private static final String NO_LAYERS = "none";

  /**
   * Validates options.
   *
   * @throws UserError if an id is unknown, a value is out of range or an output cannot be written
   */
  static TrainSettings of(
      DataSource data,
      TrainOptions given,
      Continuation continuation,
      int workers,
      Registry registry) {
    Check.share("--test", given.samples.test);
    Check.share("--validation", given.samples.validation);
    if (given.samples.test + given.samples.validation >= 1) {
      throw Check.wrong(
          "--test and --validation",
          given.samples.test + " and " + given.samples.validation,
          "a sum below 1: the rest is for training");
    }
    Optional<Path> out = Optional.ofNullable(given.output.out);
    out.ifPresent(directory -> Outputs.checkDirectory("--out", directory));
    continuation.report().ifPresent(ReportFile::check);
    Optional<LayerSpec> spec =
        Optional.ofNullable(given.network.spec).map(file -> spec(file, registry));
    return new TrainSettings(
        data,
        given.columns.columns(given.samples.table, spec),
        given.columns.ignoreUnknown(),
        given.columns.embeddingSize(),
        given.columns.task(),
        layers(given.network.layers),
        spec,
        activation(given.network, registry),
        loss(given.learning, registry),
        Check.share("--dropout", given.network.dropout),
        kind(given.network.normalize),
        optimizer(given.learning, registry),
        schedule(given.learning, registry),
        clip(given.learning.clip),
        Check.within("--epochs", given.learning.epochs, 1, Integer.MAX_VALUE),
        Check.within("--batch", given.learning.batch, 1, Integer.MAX_VALUE),
        Check.within("--accumulate", given.learning.accumulate, 1, Integer.MAX_VALUE),
        shards(given.learning),
        plateau(given.learning.plateau),
        Metrics.parse(given.learning.metrics, registry),
        given.learning.trainingMetrics,
        Optional.ofNullable(given.learning.stepLimit).map(TrainSettings::stepLimit),
        given.samples.test,
        given.samples.validation,
        given.learning.seed,
        workers,
        continuation,
        out,
        continuation.report(),
        given.output.profile);
  }

  private static int shards(LearningOptions given) {
    if (given.shards > 1 && given.accumulate > 1) {
      throw Check.wrong(
          "--accumulate and --shards", given.accumulate + " and " + given.shards, "one of them");
    }
    return Check.within("--shards", given.shards, 1, MOST_SHARDS);
  }

  private static LayerSpec spec(Path file, Registry registry) {
    try {
      return SpecJson.read(file, registry);
    } catch (NoSuchFileException missing) {
      throw new UserError("--spec: there is no file " + file, missing);
    } catch (IOException failed) {
      throw new UserError(
          "--spec: " + file + " cannot be read: " + FileErrors.reason(failed), failed);
    } catch (CotangentException wrong) {
      throw new UserError("--spec: " + wrong.getMessage(), wrong);
    }
  }

  /** Whether averaged weights are evaluated and saved instead of the trained ones. */
  boolean averaged() {
    return optimizer instanceof Ema;
  }

  private static Notation activation(NetworkOptions given, Registry registry) {
    return Notation.of(
        "--activation",
        given.activation,
        registry.activations(),
        n -> registry.activation(n.id()).with(n.attributes()));
  }

  private static Optional<Notation> loss(LearningOptions given, Registry registry) {
    return Optional.ofNullable(given.loss)
        .map(
            text ->
                Notation.of(
                    "--loss",
                    text,
                    registry.losses(),
                    n -> registry.loss(n.id()).with(n.attributes())));
  }

  private static Optimizer optimizer(LearningOptions given, Registry registry) {
    Notation notation =
        Notation.of(
            "--optimizer",
            given.optimizer,
            registry.optimizers(),
            n -> registry.optimizer(n.id()).with(n.attributes()));
    Optimizer optimizer = registry.optimizer(notation.id()).with(notation.attributes());
    return given.learningRate == null
        ? optimizer
        : optimizer.withLearningRate(Check.positive("--learning-rate", given.learningRate));
  }

  private static Notation schedule(LearningOptions given, Registry registry) {
    return Notation.of(
        "--schedule",
        given.schedule,
        registry.schedules(),
        n -> registry.schedule(n.id()).with(n.attributes()));
  }

  private static OptionalDouble clip(@org.jspecify.annotations.Nullable Double norm) {
    return norm == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Check.positive("--clip", norm));
  }

  private static OptionalInt plateau(@org.jspecify.annotations.Nullable Integer patience) {
    return patience == null
        ? OptionalInt.empty()
        : OptionalInt.of(Check.within("--plateau", patience, 0, Integer.MAX_VALUE));
  }

  private static Duration stepLimit(double seconds) {
    return Duration.ofNanos((long) Math.ceil(Check.positive("--step-limit", seconds) * 1e9));
  }

  private static Normalize.Kind kind(String id) {
    List<String> known = Arrays.stream(Normalize.Kind.values()).map(Normalize.Kind::id).toList();
    return Normalize.Kind.of(Check.oneOf("--normalize", id, known));
  }

  private static List<Integer> layers(String text) {
    if (text.equals(NO_LAYERS)) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1)).map(units -> units(text, units.strip())).toList();
  }

  private static int units(String all, String text) {
    int units = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (units < 1 || units > MOST_UNITS) {
      throw Check.wrong(
          "--layers",
          "'" + all + "'",
          "whole numbers from 1 to " + MOST_UNITS + " separated by commas, as in 128,64, or none");
    }
    return units;
  }
}
