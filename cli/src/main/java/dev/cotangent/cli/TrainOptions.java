package dev.cotangent.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cotangent train}, as they were given. */
final class TrainOptions {

  /** Samples in a step where none are asked for; all of them if there are fewer. */
  static final int DEFAULT_BATCH = 64;

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(names = "--data", paramLabel = "DATA", description = DataOption.DESCRIPTION)
  @Nullable String data;

  @Option(
      names = "--layers",
      defaultValue = "128,64",
      paramLabel = "N,N",
      description = "Units of the hidden layers, or none" + DEFAULT + ".")
  String layers = "";

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "The network as a JSON file, instead of --layers, --activation and --dropout: a layer such"
              + " as {\"type\": \"graph\", ...}, which may have several inputs (see --input). Its"
              + " inputs of numbers are scaled as --normalize says.")
  @Nullable Path spec;

  @Option(
      names = "--activation",
      defaultValue = "relu",
      paramLabel = "ID",
      description =
          "The activation of the hidden layers, as in tanh or leaky_relu:negative_slope=0.1"
              + DEFAULT
              + ".")
  String activation = "";

  @Option(
      names = "--loss",
      paramLabel = "ID",
      description =
          "What becomes small, as in huber:delta=0.5 (default: cross_entropy for classes, mse for"
              + " numbers).")
  @Nullable String loss;

  @Option(
      names = "--dropout",
      defaultValue = "0",
      paramLabel = "RATE",
      description = "Share of each hidden layer that is dropped in training" + DEFAULT + ".")
  double dropout;

  @Option(
      names = "--normalize",
      defaultValue = "zscore",
      paramLabel = "KIND",
      description = "zscore, minmax or none: how features are scaled" + DEFAULT + ".")
  String normalize = "";

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      paramLabel = "ID",
      description =
          "How parameters change, as in sgd:momentum=0.9 or adamw:weight_decay=0.05"
              + DEFAULT
              + "; with ema:of=adam,decay=0.999 averages of the weights are judged and saved.")
  String optimizer = "";

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "How much they change in a step (default: the optimizer's, 0.001 for adam).")
  @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      defaultValue = "constant",
      paramLabel = "ID",
      description =
          "How the rate changes, as in step:step_size=100,gamma=0.5; cosine, polynomial and"
              + " one_cycle end with the last step"
              + DEFAULT
              + ".")
  String schedule = "";

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "The largest norm of a gradient (default: no limit).")
  @Nullable Double clip;

  @Option(
      names = "--epochs",
      defaultValue = "30",
      paramLabel = "N",
      description = "How often all samples are seen" + DEFAULT + ".")
  int epochs;

  @Option(
      names = "--batch",
      defaultValue = "" + DEFAULT_BATCH,
      paramLabel = "N",
      description = "Samples in a step" + DEFAULT + ".")
  int batch;

  @Option(
      names = "--accumulate",
      defaultValue = "1",
      paramLabel = "N",
      description = "Batches whose gradients make one step together" + DEFAULT + ".")
  int accumulate;

  @Option(
      names = "--plateau",
      paramLabel = "EPOCHS",
      description =
          "Divide the learning rate by 10 when the validation loss has not become better for more"
              + " than so many epochs (default: never).")
  @Nullable Integer plateau;

  @Option(names = "--metric", paramLabel = "NAME,NAME", description = Metrics.DESCRIPTION)
  @Nullable String metrics;

  @Option(
      names = "--training-metrics",
      description =
          "Measure the training samples after each epoch, too, which costs another pass over them.")
  boolean trainingMetrics;

  @Option(
      names = "--test",
      defaultValue = "0.2",
      paramLabel = "SHARE",
      description = "Share of all samples that the model is judged by at the end" + DEFAULT + ".")
  double test;

  @Option(
      names = "--validation",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Share of all samples that it is judged by after each epoch" + DEFAULT + ".")
  double validation;

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "N",
      description = "Decides everything that is random" + DEFAULT + ".")
  long seed;

  @Option(
      names = "--step-limit",
      paramLabel = "SECONDS",
      description =
          "End with an error that names what is running when a step takes longer, for plugins that"
              + " may not return (default: no limit).")
  @Nullable Double stepLimit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to write "
              + Outputs.MODEL_FILE
              + ", once all went well, and "
              + Outputs.CHECKPOINT_FILE
              + ".")
  @Nullable Path out;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description =
          "Also keep a checkpoint in --out after so many steps (default: at the start and the"
              + " end alone).")
  @Nullable Integer checkpointEvery;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run whose --out was DIR, with its data and options, up to --epochs.")
  @Nullable Path resume;

  @Option(
      names = "--extend",
      description = "Go on further than a schedule such as cosine was planned for, by a new plan.")
  boolean extend;

  @Option(
      names = "--report-json",
      paramLabel = "FILE",
      description = "Where to write the results as one JSON object.")
  @Nullable Path report;

  @Option(
      names = "--profile",
      description = "Print where the time of the training went, at its end.")
  boolean profile;
}
