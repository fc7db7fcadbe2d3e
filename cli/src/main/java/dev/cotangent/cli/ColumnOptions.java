package dev.cotangent.cli;

import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.training.table.Task;
import dev.cotangent.training.table.TrainingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The roles of the columns of a table to train on. */
@Heading("Columns")
final class ColumnOptions {

  private static final String LAST = "last";
  private static final String ERROR = "error";
  private static final String IGNORE = "ignore";

  @Option(
      names = "--target",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns to predict: names, indices from 0, or last (default: last). Several columns make a"
              + " regression with several outputs. Names that contain commas or consist of digits"
              + " need double quotes, e.g. '\"size, m2\"'.")
  private @Nullable String target;

  @Option(
      names = "--labels",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Columns of 0 and 1 to predict as independent labels; the same as --target with --task"
              + " multi_label.")
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
          "Categorical columns, by name or index, to encode one-hot: one feature of 0 or 1 for each"
              + " category of the training samples.")
  private List<String> oneHot = new ArrayList<>();

  @Option(
      names = "--ordinal",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Categorical columns to encode as the category's alphabetical position, from 1, among"
              + " those of the training samples.")
  private List<String> ordinal = new ArrayList<>();

  @Option(
      names = "--embedding",
      paramLabel = "COLUMN[,COLUMN...]",
      description =
          "Categorical columns to map to vectors (embeddings) that are trained with the network.")
  private List<String> embedding = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=COLUMN[,COLUMN...]",
      description =
          "Columns that feed an input of the --spec network, in this order; repeat the option for"
              + " each input (default: the column of the same name). An input takes either numbers"
              + " or --embedding columns.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--embedding-size",
      paramLabel = "N",
      description =
          "Length of the embedding vectors (default: 1.6 times the number of categories to the"
              + " power of 0.56, at most 600).")
  private @Nullable Integer embeddingSize;

  @Option(
      names = "--unknown",
      defaultValue = ERROR,
      paramLabel = "error|ignore",
      description =
          "Categories unseen in training, also in predictions: error, or ignore, which encodes them"
              + " as 0 (default: ${DEFAULT-VALUE}).")
  private String unknown = "";

  /**
   * The columns to read and their roles.
   *
   * @param table the header and the columns to ignore
   * @param spec the network of {@code --spec}, if given
   * @throws UserError if options contradict each other
   */
  TrainingColumns columns(HeaderOption table, Optional<LayerSpec> spec) {
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
          "--labels: both --labels and --target name the columns to predict, expected one of them");
    }
    return labels != null ? labels : target != null ? target : LAST;
  }

  /** The task, if given or implied by {@code --labels}. */
  Optional<Task> task() {
    Optional<Task> given = Optional.ofNullable(task).map(Task::named);
    if (labels == null) {
      return given;
    }
    if (given.isPresent() && given.get() != Task.MULTI_LABEL) {
      throw new UserError(
          "--labels with --task " + given.get().id() + ", expected --task multi_label");
    }
    return Optional.of(Task.MULTI_LABEL);
  }

  /** The length of the embedding vectors, if given. */
  OptionalInt embeddingSize() {
    Integer size = embeddingSize;
    return size == null
        ? OptionalInt.empty()
        : OptionalInt.of(Check.within("--embedding-size", size, 1, 1 << 16));
  }

  /** Whether categories unseen in training are encoded as 0 rather than rejected. */
  boolean ignoreUnknown() {
    return Check.oneOf("--unknown", unknown, List.of(ERROR, IGNORE)).equals(IGNORE);
  }
}
