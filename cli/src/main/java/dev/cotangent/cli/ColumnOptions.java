package dev.cotangent.cli;

import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.training.data.Task;
import dev.cotangent.training.data.TrainingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the columns of a table to train on are. */
final class ColumnOptions {

  private static final String LAST = "last";
  private static final String ERROR = "error";
  private static final String IGNORE = "ignore";

  @Mixin private final HeaderOption table = new HeaderOption();

  @Option(
      names = "--target",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "The column to predict: its name, its index from 0, or last; several for a regression of"
              + " several numbers. A name with commas, or of digits, in double quotes, as in"
              + " '\"size, m2\"' (default: last).")
  private @Nullable String target;

  @Option(
      names = "--labels",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns of 0 and 1 to predict, each a label that a row may have or not: the same as"
              + " --target with --task multi_label.")
  private @Nullable String labels;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "classification, regression or multi_label (default: " + Task.RULE + ").")
  private @Nullable String task;

  @Option(
      names = "--one-hot",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns of categories, by name or index; each category of the training samples becomes a"
              + " feature that is 0 or 1.")
  private List<String> oneHot = new ArrayList<>();

  @Option(
      names = "--ordinal",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns of categories that become their place, from 1, among those of the training"
              + " samples.")
  private List<String> ordinal = new ArrayList<>();

  @Option(
      names = "--embedding",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns of categories, by name or index, each of which becomes a vector that is trained"
              + " with the network.")
  private List<String> embedding = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=COLUMN[,COLUMN...]",
      description =
          "The columns that feed an input of the network of --spec, in their order; once for each"
              + " input (default: the column of the input's name). An input is of numbers, or of"
              + " the whole numbers of --embedding.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--embedding-size",
      paramLabel = "N",
      description =
          "Length of these vectors (default: 1.6 times the number of categories to the power of"
              + " 0.56, at most 600).")
  private @Nullable Integer embeddingSize;

  @Option(
      names = "--unknown",
      defaultValue = ERROR,
      paramLabel = "WHAT",
      description =
          "What a category is that no training sample has, now and in predictions: an error, or"
              + " ignore, which makes it 0 (default: ${DEFAULT-VALUE}).")
  private String unknown = "";

  /**
   * Which columns to read, and what they are.
   *
   * @param spec the network, if its layers are given
   */
  TrainingColumns columns(Optional<LayerSpec> spec) {
    return new TrainingColumns(
        targets(),
        oneHot,
        ordinal,
        embedding,
        table.ignored(),
        NetworkInputs.of(inputs, spec),
        table.header());
  }

  private String targets() {
    if (target != null && labels != null) {
      throw new UserError(
          "--labels: it names the columns to predict, expected no --target beside it");
    }
    return labels != null ? labels : target != null ? target : LAST;
  }

  /** The task, if one was given. */
  Optional<Task> task() {
    Optional<Task> given = Optional.ofNullable(task).map(Task::named);
    if (labels == null) {
      return given;
    }
    if (given.isPresent() && given.get() != Task.MULTI_LABEL) {
      throw new UserError("--labels: they are for --task multi_label, not " + given.get().id());
    }
    return Optional.of(Task.MULTI_LABEL);
  }

  /** The length of the vectors of categories, if one was given. */
  OptionalInt embeddingSize() {
    Integer size = embeddingSize;
    return size == null
        ? OptionalInt.empty()
        : OptionalInt.of(Check.within("--embedding-size", size, 1, 1 << 16));
  }

  /** Whether unknown categories are ignored. */
  boolean ignoreUnknown() {
    return Check.oneOf("--unknown", unknown, List.of(ERROR, IGNORE)).equals(IGNORE);
  }
}
