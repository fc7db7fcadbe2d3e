package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.FileFormatException;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a training needs to go on as if it had never stopped, to the bit: parameters, optimizer
 * state, step, place in the data, loss of the epoch so far, and what callbacks remember. Random
 * numbers are functions of seed and step, so that these two hold all streams; a schedule is a
 * function of the step and the horizon it was planned for.
 *
 * <p>One safetensors file, written atomically: {@code parameters} and {@code slot.0}, {@code
 * slot.1}, … laid out as in memory, the rest in the file's metadata. Immutable, safe for use by
 * many threads.
 */
public final class Checkpoint {

  private static final String PREFIX = "cotangent.";
  private static final String FORMAT = PREFIX + "checkpoint";
  private static final String NUMERICS = PREFIX + "numerics";
  private static final String SEED = PREFIX + "seed";
  private static final String STEP = PREFIX + "step";
  private static final String EPOCH_LOSS = PREFIX + "epoch_loss";
  private static final String EPOCH_WEIGHT = PREFIX + "epoch_weight";
  private static final String CALLBACKS = PREFIX + "callbacks";
  private static final String RUN = PREFIX + "run";
  private static final String HORIZON = PREFIX + "horizon";
  private static final String PARAMETERS = "parameters";
  private static final String SLOT = "slot.";
  private static final String CALLBACK = "callback.";
  private static final int VERSION = 2;

  private final TrainingState state;
  private final EpochSum epochSum;
  private final CallbackMemory memory;
  private final String run;
  private final OptionalLong horizon;
  private final boolean extended;
  private final SortedMap<String, String> notes;

  Checkpoint(
      TrainingState state,
      EpochSum epochSum,
      CallbackMemory memory,
      String run,
      OptionalLong horizon,
      boolean extended,
      Map<String, String> notes) {
    this.state = state;
    this.epochSum = epochSum;
    this.memory = memory;
    this.run = run;
    this.horizon = horizon;
    this.extended = extended;
    this.notes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(notes));
  }

  /**
   * Reads a checkpoint.
   *
   * @throws FileFormatException if the file is damaged, is no checkpoint, or was written by a
   *     version that computes other bits
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    try {
      return of(content);
    } catch (CotangentException | IllegalArgumentException wrong) {
      throw new FileFormatException(
          file.toString(), 0, "no checkpoint: " + wrong.getMessage(), wrong);
    }
  }

  private static Checkpoint of(SafetensorsFile content) {
    SortedMap<String, String> metadata = content.metadata();
    expect(metadata, FORMAT, VERSION);
    expect(metadata, NUMERICS, Numerics.VERSION);
    List<float[]> slots = new ArrayList<>();
    while (content.has(SLOT + slots.size())) {
      slots.add(content.tensor(SLOT + slots.size()).floats());
    }
    TrainingState state =
        new TrainingState(
            Long.parseLong(value(metadata, SEED)),
            Long.parseLong(value(metadata, STEP)),
            content.tensor(PARAMETERS).floats(),
            slots);
    SortedMap<String, String> notes = new TreeMap<>(metadata);
    notes.keySet().removeIf(key -> key.startsWith(PREFIX));
    return new Checkpoint(
        state,
        new EpochSum(number(metadata, EPOCH_LOSS), number(metadata, EPOCH_WEIGHT)),
        CallbackMemory.read(
            value(metadata, CALLBACKS), name -> content.tensor(CALLBACK + name).doubles()),
        value(metadata, RUN),
        metadata.containsKey(HORIZON)
            ? OptionalLong.of(Long.parseLong(value(metadata, HORIZON)))
            : OptionalLong.empty(),
        false,
        notes);
  }

  private static void expect(Map<String, String> metadata, String key, int wanted) {
    if (!value(metadata, key).equals(Integer.toString(wanted))) {
      throw new CotangentException(
          "its '" + key + "' is " + metadata.get(key) + ", expected " + wanted);
    }
  }

  private static String value(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new CotangentException("it has no '" + key + "'");
    }
    return value;
  }

  /** Writes the file atomically. */
  void write(Path file) throws IOException {
    Map<String, String> metadata = new TreeMap<>(notes);
    metadata.put(FORMAT, Integer.toString(VERSION));
    metadata.put(NUMERICS, Integer.toString(Numerics.VERSION));
    metadata.put(SEED, Long.toString(state.seed()));
    metadata.put(STEP, Long.toString(state.step()));
    metadata.put(EPOCH_LOSS, hex(epochSum.loss()));
    metadata.put(EPOCH_WEIGHT, hex(epochSum.weight()));
    metadata.put(CALLBACKS, memory.names());
    metadata.put(RUN, run);
    horizon.ifPresent(steps -> metadata.put(HORIZON, Long.toString(steps)));
    List<TensorEntry> tensors = new ArrayList<>(List.of(entry(PARAMETERS, state.parameters())));
    for (float[] slot : state.slots()) {
      tensors.add(entry(SLOT + (tensors.size() - 1), slot));
    }
    memory.forEach(
        (name, values) ->
            tensors.add(TensorEntry.of(CALLBACK + name, Shape.of(values.length), values)));
    Safetensors.write(file, SafetensorsFile.of(metadata, tensors));
  }

  private static String hex(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  private static double number(Map<String, String> metadata, String key) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(value(metadata, key), 16));
  }

  private static TensorEntry entry(String name, float[] values) {
    return TensorEntry.of(name, Shape.of(values.length), values);
  }

  /** The number of steps done. */
  public long step() {
    return state.step();
  }

  /** What the training was told to write into its checkpoints. */
  public Map<String, String> notes() {
    return notes;
  }

  /**
   * The same checkpoint for a training whose schedule was planned for another number of steps: the
   * rate then jumps to where the new plan has it.
   */
  public Checkpoint extended() {
    return new Checkpoint(state, epochSum, memory, run, horizon, true, notes);
  }

  /** The losses of the epoch so far. */
  EpochSum epochSum() {
    return epochSum;
  }

  /** What callbacks remember. */
  CallbackMemory memory() {
    return memory;
  }

  /** Brings a step of the same training to this place. */
  void restore(TrainStep step, String wantedRun, OptionalLong wantedHorizon) {
    if (!run.equals(wantedRun)) {
      throw new CotangentException(
          "the checkpoint is another training's: it is of " + run + ", not of " + wantedRun);
    }
    if (!extended && !horizon.equals(wantedHorizon)) {
      throw new CotangentException(
          "the schedule was planned for "
              + steps(horizon)
              + " and is now planned for "
              + steps(wantedHorizon)
              + ", which has to be asked for: extend it");
    }
    step.restore(state);
  }

  private static String steps(OptionalLong horizon) {
    return horizon.isPresent() ? horizon.getAsLong() + " steps" : "no number of steps";
  }
}
