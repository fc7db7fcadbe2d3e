package dev.cotangent.cli;

import dev.cotangent.cli.data.Classes;
import dev.cotangent.cli.data.Columns;
import dev.cotangent.cli.data.ModelColumns;
import dev.cotangent.cli.data.Task;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model file says about its data, in the metadata of the model.
 *
 * @param task what is predicted
 * @param columns the features, and where the target was
 * @param classes the classes in the order of the outputs; none in a regression
 */
record ModelInfo(Task task, ModelColumns columns, Classes classes) {

  private static final String TASK = "task";
  private static final String TARGET = "target";
  private static final String TARGET_INDEX = "target_index";
  private static final String FEATURES = "features";
  private static final String HEADER = "header";
  private static final String CLASSES = "classes";

  /** What is to be kept about a table. */
  static ModelInfo of(Task task, Columns columns, Classes classes) {
    ModelColumns kept =
        new ModelColumns(
            columns.featureNames(), columns.header(), columns.targetName(), columns.target());
    return new ModelInfo(task, kept, classes);
  }

  /**
   * What a model says.
   *
   * @param file the model's, for messages
   * @throws UserError if it says nothing, or something that does not fit the model
   */
  static ModelInfo of(Model model, String file) {
    try {
      ModelInfo info = read(model.metadata());
      check(info, model);
      return info;
    } catch (CotangentException | IllegalArgumentException e) {
      throw new UserError(
          file + " is no model of cotangent train: its metadata is damaged: " + e.getMessage(), e);
    }
  }

  private static ModelInfo read(Map<String, String> metadata) {
    for (String key : List.of(TASK, TARGET, TARGET_INDEX, FEATURES, HEADER, CLASSES)) {
      if (!metadata.containsKey(key)) {
        throw new CotangentException("no entry '" + key + "'");
      }
    }
    ModelColumns columns =
        new ModelColumns(
            strings(metadata, FEATURES),
            Boolean.parseBoolean(text(metadata, HEADER)),
            text(metadata, TARGET),
            Integer.parseInt(text(metadata, TARGET_INDEX)));
    return new ModelInfo(
        Task.named(text(metadata, TASK)), columns, new Classes(strings(metadata, CLASSES)));
  }

  private static void check(ModelInfo info, Model model) {
    int features = info.columns().features().size();
    int outputs = info.task() == Task.REGRESSION ? 1 : info.classes().count();
    if (features != model.sampleShape().size() || outputs != model.outputShape().size()) {
      throw new CotangentException(
          features
              + " features and "
              + outputs
              + " outputs for layers "
              + model.sampleShape()
              + " -> "
              + model.outputShape());
    }
  }

  private static String text(Map<String, String> metadata, String key) {
    return metadata.getOrDefault(key, "");
  }

  private static List<String> strings(Map<String, String> metadata, String key) {
    if (Json.parse(text(metadata, key)) instanceof JsonArray array) {
      return array.strings();
    }
    throw new CotangentException("entry '" + key + "' is no array");
  }

  /** The entries for a model file. */
  Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(TASK, task.id());
    entries.put(TARGET, columns.target());
    entries.put(TARGET_INDEX, Integer.toString(columns.targetIndex()));
    entries.put(FEATURES, JsonArray.ofStrings(columns.features()).compact());
    entries.put(HEADER, Boolean.toString(columns.named()));
    entries.put(CLASSES, JsonArray.ofStrings(classes.names()).compact());
    return entries;
  }
}
