package dev.cotangent.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Loss, optimizer, schedule and metrics. */
@Heading("Training")
final class LearningOptions {

  /** The default mini-batch size; smaller data sets are one batch. */
  static final int DEFAULT_BATCH = 64;

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

  @Option(
      names = "--epochs",
      defaultValue = "30",
      paramLabel = "N",
      description = "Number of epochs" + DEFAULT + ".")
  int epochs;

  @Option(
      names = "--batch",
      defaultValue = "" + DEFAULT_BATCH,
      paramLabel = "N",
      description = "Mini-batch size" + DEFAULT + ".")
  int batch;

  @Option(
      names = "--accumulate",
      defaultValue = "1",
      paramLabel = "N",
      description = "Mini-batches whose gradients are accumulated for one step" + DEFAULT + ".")
  int accumulate;

  @Option(
      names = "--shards",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Shards of each mini-batch, whose gradients are added along one tree, as on a cluster"
              + DEFAULT
              + ".")
  int shards;

  @Option(
      names = "--loss",
      paramLabel = "ID",
      description =
          "Loss function, e.g. huber:delta=0.5 (default: cross_entropy for classification, mse for"
              + " regression, bce_with_logits for multi_label).")
  @Nullable String loss;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      paramLabel = "ID",
      description =
          "Optimizer, e.g. sgd:momentum=0.9 or adamw:weight_decay=0.05"
              + DEFAULT
              + ". ema:of=adam,decay=0.999 evaluates and saves averaged weights.")
  String optimizer = "";

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Learning rate (default: the optimizer's, 0.001 for adam).")
  @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      defaultValue = "constant",
      paramLabel = "ID",
      description =
          "Learning rate schedule, e.g. step:step_size=100,gamma=0.5 or warmup_cosine:warmup=100"
              + DEFAULT
              + ". cosine, warmup_cosine, polynomial and one_cycle end with the last step.")
  String schedule = "";

  @Option(
      names = "--plateau",
      paramLabel = "EPOCHS",
      description =
          "Divide the learning rate by 10 when the validation loss has not improved for more than"
              + " EPOCHS epochs (default: never).")
  @Nullable Integer plateau;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Clip gradients to this global norm (default: no clipping).")
  @Nullable Double clip;

  @Option(names = "--metric", paramLabel = "NAME,NAME", description = Metrics.DESCRIPTION)
  @Nullable String metrics;

  @Option(
      names = "--training-metrics",
      description =
          "Also evaluate on the training samples after each epoch, which costs a forward pass over"
              + " them.")
  boolean trainingMetrics;

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "N",
      description =
          "Seed of the split, the initial weights, the shuffling and dropout" + DEFAULT + ".")
  long seed;

  @Option(
      names = "--step-limit",
      paramLabel = "SECONDS",
      description =
          "Fail when a step takes longer, naming what is running; for plugins that may not return"
              + " (default: no limit).")
  @Nullable Double stepLimit;
}
