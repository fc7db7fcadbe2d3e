package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The common part of all checkpoints: a safetensors file with a document in its metadata, under
 * {@code cotangent.document}, and a {@linkplain Checksum checksum} over everything. The document
 * records the kind of training: {@code fit}, or {@code loop} for a custom loop.
 */
public record CheckpointContent(JsonObject document, CheckpointTensors tensors) {

  /** A training by {@link Trainer#fit}. */
  static final String FIT = "fit";

  /** A training by a {@link TrainStep}. */
  static final String LOOP = "loop";

  private static final String PREFIX = "cotangent.";
  private static final String FORMAT = PREFIX + "checkpoint";
  private static final String DOCUMENT = PREFIX + "document";
  private static final int VERSION = 4;

  // Bytes that the document may take per byte of data, in addition to a fixed allowance.
  private static final int SPARE = 2;

  private static final String NUMERICS = "numerics";
  private static final String TRAINING = "training";

  /** Starts the document of a training. */
  static JsonObject.Builder begin(String training) {
    return JsonObject.builder().put(NUMERICS, Numerics.VERSION).put(TRAINING, training);
  }

  /** The content of the file. */
  static SafetensorsFile seal(
      JsonObject document, List<TensorEntry> tensors, Map<String, String> notes) {
    Map<String, String> metadata = new TreeMap<>(notes);
    metadata.put(FORMAT, Integer.toString(VERSION));
    metadata.put(DOCUMENT, document.compact());
    return Checksum.addTo(SafetensorsFile.of(metadata, tensors));
  }

  /**
   * Opens the content of a file.
   *
   * @throws CotangentException if it is damaged, is not a checkpoint, has another version, or
   *     belongs to the other kind of training
   */
  static CheckpointContent open(SafetensorsFile content, String training) {
    checkVersion(content.metadata());
    if (Checksum.of(content) != Checksum.RIGHT) {
      throw new CotangentException("the content does not match its checksum: the file is damaged");
    }
    long data = content.tensors().stream().mapToLong(each -> each.bytes().remaining()).sum();
    JsonObject document = Json.parseObject(value(content.metadata(), DOCUMENT), SPARE * data);
    int numerics = document.integer(NUMERICS);
    if (numerics != Numerics.VERSION) {
      throw new CotangentException(
          "its numerics version is "
              + numerics
              + ", expected "
              + Numerics.VERSION
              + ": this version of Cotangent computes different bits and cannot resume from it");
    }
    checkTraining(document.string(TRAINING), training);
    return new CheckpointContent(document, new CheckpointTensors(content.tensors()));
  }

  private static void checkVersion(Map<String, String> metadata) {
    String version = value(metadata, FORMAT);
    if (!version.equals(Integer.toString(VERSION))) {
      throw new CotangentException(
          "it is a checkpoint of version "
              + version
              + ", expected version "
              + VERSION
              + ": finish the training with the version of Cotangent that wrote it, or start "
              + "a new one");
    }
  }

  private static void checkTraining(String found, String expected) {
    if (!found.equals(expected)) {
      throw new CotangentException(
          switch (found) {
            case LOOP -> "it is the checkpoint of a custom loop; resume it with TrainStep.resume";
            case FIT ->
                "it is the checkpoint of a fit; resume it with"
                    + " Trainer.resume(Checkpoint.read(file))";
            default -> "it is the checkpoint of a training of an unknown kind, '" + found + "'";
          });
    }
  }

  private static String value(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new CotangentException(
          "it has no '" + key + "', expected a checkpoint that Cotangent wrote");
    }
    return value;
  }

  /** Checks the keys of the user's notes. */
  public static void checkNotes(Map<String, String> notes) {
    for (String key : notes.keySet()) {
      if (key.startsWith(PREFIX)) {
        throw new CotangentException(
            "trainer: the checkpoint's note '"
                + key
                + "' has a reserved name, expected one that does not begin with '"
                + PREFIX
                + "'");
      }
    }
  }

  /** The user's notes in a file. */
  public static SortedMap<String, String> notes(SafetensorsFile content) {
    SortedMap<String, String> notes = new TreeMap<>(content.metadata());
    notes.keySet().removeIf(key -> key.startsWith(PREFIX));
    return notes;
  }
}
