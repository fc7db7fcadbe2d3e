package dev.cotangent.training.table;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The description of a model's data, stored in the metadata of the model file.
 *
 * @param task kind of prediction
 * @param columns the features, and the positions of the targets
 * @param encoding encoding of the features as numbers
 * @param classes classes in the order of the outputs; empty unless the task is a classification
 * @param targetOffsets offsets subtracted from the targets of a regression, in double precision,
 *     and to be added to the model's predictions; 0 unless float32 cannot distinguish the targets
 */
public record ModelInfo(
    Task task,
    ModelColumns columns,
    FeatureEncoding encoding,
    Classes classes,
    List<Double> targetOffsets) {

  private static final String TASK = "task";
  private static final String TARGET = "target";
  private static final String TARGET_INDEX = "target_index";
  private static final String TARGETS = "targets";
  private static final String TARGET_INDICES = "target_indices";
  private static final String HEADER = "header";
  private static final String CLASSES = "classes";
  private static final String ENCODING = "encoding";
  private static final String IGNORE_UNKNOWN = "ignore_unknown";
  private static final String INPUTS = "inputs";
  private static final String IGNORED = "ignored";
  private static final String IGNORED_INDICES = "ignored_indices";
  private static final String TARGET_OFFSET = "target_offset";
  private static final String TARGET_OFFSETS = "target_offsets";

  /** Copies the list. */
  public ModelInfo {
    targetOffsets = List.copyOf(targetOffsets);
  }

  /** Creates the description of a table whose target has no offset. */
  public static ModelInfo of(
      Task task, Columns columns, FeatureEncoding encoding, Classes classes) {
    List<Integer> ignored = columns.ignored();
    ModelColumns kept =
        new ModelColumns(
            columns.featureNames(),
            columns.kinds(),
            columns.header(),
            columns.targetNames(),
            columns.targets(),
            ignored.stream().map(columns.names()::get).toList(),
            ignored,
            List.of(),
            Header.AUTO);
    List<Double> none = Collections.nCopies(columns.targets().size(), 0.0);
    return new ModelInfo(task, kept, encoding, classes, none);
  }

  /**
   * Creates the description of a table, fitted to its training rows.
   *
   * @param rows training rows, which determine categories and offsets
   * @throws DataException if a target of a regression is not a number, naming line and column
   */
  public static ModelInfo fit(
      Task task, Table table, Classes classes, int[] rows, boolean ignoreUnknown) {
    FeatureEncoding encoding = FeatureEncoding.fit(table, rows).withIgnoreUnknown(ignoreUnknown);
    ModelInfo info = of(task, table.columns(), encoding, classes);
    return task == Task.REGRESSION
        ? new ModelInfo(task, info.columns(), encoding, classes, TargetNumbers.offsets(table, rows))
        : info;
  }

  /**
   * Reads the description from a model.
   *
   * @param file name of the model file, for messages
   * @throws DataException if there is no description, or it does not match the model
   */
  public static ModelInfo of(Model model, String file) {
    try {
      ModelInfo info = read(model.metadata());
      check(info, model);
      return info;
    } catch (CotangentException | IllegalArgumentException e) {
      throw new DataException(
          file + " is not a model of a table, or its metadata is damaged: " + e.getMessage(), e);
    }
  }

  private static ModelInfo read(Map<String, String> metadata) {
    for (String key :
        List.of(TASK, TARGET, TARGET_INDEX, HEADER, ENCODING, IGNORE_UNKNOWN, CLASSES)) {
      if (!metadata.containsKey(key)) {
        throw new CotangentException("no entry '" + key + "', expected one");
      }
    }
    FeatureEncoding encoding = encoding(metadata);
    ModelColumns columns =
        new ModelColumns(
            encoding.features().stream().map(EncodedFeature::name).toList(),
            encoding.kinds(),
            Boolean.parseBoolean(text(metadata, HEADER)),
            targets(metadata),
            targetIndices(metadata),
            arrayIfThere(metadata, IGNORED).strings(),
            Arrays.stream(arrayIfThere(metadata, IGNORED_INDICES).integers()).boxed().toList(),
            List.of(),
            Header.AUTO);
    return new ModelInfo(
        Task.named(text(metadata, TASK)),
        columns,
        encoding,
        new Classes(array(metadata, CLASSES).strings()),
        offsets(metadata));
  }

  private static List<String> targets(Map<String, String> metadata) {
    return metadata.containsKey(TARGETS)
        ? array(metadata, TARGETS).strings()
        : List.of(text(metadata, TARGET));
  }

  private static List<Integer> targetIndices(Map<String, String> metadata) {
    List<Integer> indices =
        metadata.containsKey(TARGET_INDICES)
            ? Arrays.stream(array(metadata, TARGET_INDICES).integers()).boxed().toList()
            : List.of(Integer.parseInt(text(metadata, TARGET_INDEX)));
    if (indices.size() != targets(metadata).size()) {
      throw new CotangentException(
          indices.size() + " target_indices, expected one for each of " + targets(metadata));
    }
    return indices;
  }

  private static List<Double> offsets(Map<String, String> metadata) {
    int count = targets(metadata).size();
    if (!metadata.containsKey(TARGET_OFFSETS)) {
      double only = offset(metadata.getOrDefault(TARGET_OFFSET, "0"));
      return Collections.nCopies(count, only);
    }
    List<String> texts = array(metadata, TARGET_OFFSETS).strings();
    if (texts.size() != count) {
      throw new CotangentException(
          texts.size() + " target_offsets, expected one for each of " + count + " targets");
    }
    return texts.stream().map(ModelInfo::offset).toList();
  }

  private static double offset(String text) {
    return Numbers.parse(text)
        .orElseThrow(
            () ->
                new CotangentException(
                    "entry '" + TARGET_OFFSET + "' is '" + text + "', expected a finite number"));
  }

  private static JsonArray arrayIfThere(Map<String, String> metadata, String key) {
    return metadata.containsKey(key) ? array(metadata, key) : JsonArray.of();
  }

  private static FeatureEncoding encoding(Map<String, String> metadata) {
    return new FeatureEncoding(
        array(metadata, ENCODING).objects().stream().map(EncodedFeature::of).toList(),
        Boolean.parseBoolean(text(metadata, IGNORE_UNKNOWN)),
        arrayIfThere(metadata, INPUTS).objects().stream().map(TableInput::of).toList());
  }

  private static void check(ModelInfo info, Model model) {
    boolean named = !info.encoding().inputs().isEmpty();
    int features = info.encoding().width();
    int outputs =
        info.task() == Task.CLASSIFICATION
            ? info.classes().count()
            : info.columns().targets().size();
    if (named) {
      checkInputs(info.encoding(), model.inputs());
    }
    if ((!named && features != model.sampleShape().size())
        || outputs != model.outputShape().size()) {
      throw new CotangentException(
          features
              + " features and "
              + outputs
              + " outputs, expected those of the layers, "
              + (named ? model.inputs() : model.sampleShape())
              + " -> "
              + model.outputShape());
    }
  }

  /** Checks the inputs by name; their order does not matter. */
  private static void checkInputs(FeatureEncoding encoding, Signature inputs) {
    int features = encoding.features().size();
    for (TableInput input : encoding.inputs()) {
      if (input.features().stream().anyMatch(place -> place < 0 || place >= features)) {
        throw new CotangentException(
            "input '"
                + input.name()
                + "' has the features "
                + input.features()
                + ", expected indices below "
                + features);
      }
    }
    Signature columns = encoding.signature();
    boolean same = columns.size() == inputs.size();
    for (String name : inputs.names()) {
      same = same && columns.has(name) && columns.port(name).equals(inputs.port(name));
    }
    if (!same) {
      throw new CotangentException(
          "columns for " + columns + ", expected the model's inputs " + inputs);
    }
  }

  private static String text(Map<String, String> metadata, String key) {
    return metadata.getOrDefault(key, "");
  }

  private static JsonArray array(Map<String, String> metadata, String key) {
    if (Json.parse(text(metadata, key)) instanceof JsonArray array) {
      return array;
    }
    throw new CotangentException(
        "entry '" + key + "' is " + Brief.quoted(text(metadata, key)) + ", expected an array");
  }

  /** The offset of the first target. */
  public double targetOffset() {
    return targetOffsets.get(0);
  }

  /** The metadata entries for a model file. */
  public Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(TASK, task.id());
    entries.put(TARGET, columns.target());
    entries.put(TARGET_INDEX, Integer.toString(columns.targetIndex()));
    entries.put(ENCODING, json(encoding.features(), EncodedFeature::json).compact());
    entries.put(IGNORE_UNKNOWN, Boolean.toString(encoding.ignoreUnknown()));
    entries.put(HEADER, Boolean.toString(columns.named()));
    entries.put(CLASSES, JsonArray.ofStrings(classes.names()).compact());
    if (!encoding.inputs().isEmpty()) {
      entries.put(INPUTS, json(encoding.inputs(), TableInput::json).compact());
    }
    if (!columns.ignoredIndices().isEmpty()) {
      int[] indices = columns.ignoredIndices().stream().mapToInt(Integer::intValue).toArray();
      entries.put(IGNORED, JsonArray.ofStrings(columns.ignored()).compact());
      entries.put(IGNORED_INDICES, JsonArray.ofIntegers(indices).compact());
    }
    if (columns.targets().size() > 1) {
      putTargets(entries);
    } else if (targetOffset() != 0) {
      entries.put(TARGET_OFFSET, Decimals.of(targetOffset()));
    }
    return entries;
  }

  private void putTargets(Map<String, String> entries) {
    int[] indices = columns.targetIndices().stream().mapToInt(Integer::intValue).toArray();
    List<String> offsets = targetOffsets.stream().map(each -> Decimals.of(each)).toList();
    entries.put(TARGETS, JsonArray.ofStrings(columns.targets()).compact());
    entries.put(TARGET_INDICES, JsonArray.ofIntegers(indices).compact());
    entries.put(TARGET_OFFSETS, JsonArray.ofStrings(offsets).compact());
  }

  private static <T> JsonArray json(List<T> all, Function<T, JsonObject> json) {
    return JsonArray.of(all.stream().map(each -> (Json) json.apply(each)).toList());
  }

  /**
   * Encodes a table's samples and targets.
   *
   * @throws DataException if a category or target does not match, naming its position
   */
  public Dataset samples(Table table) {
    return switch (task) {
      case CLASSIFICATION -> encoding.classification(table, classes);
      case REGRESSION -> encoding.regression(table, targetOffsets);
      case MULTI_LABEL -> encoding.labels(table);
    };
  }

  /**
   * Predicts all rows of a table: the output's numbers, row by row.
   *
   * @param predictor predictor of the model, with any final transformation such as softmax
   * @throws DataException if a category does not match, naming its position
   */
  public float[] predict(Predictor predictor, Table table) {
    return new EncodedInputs(encoding).predict(predictor, encoding.encode(table));
  }
}
