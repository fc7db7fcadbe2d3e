package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.checkpoint.LoopMemory;
import dev.cotangent.training.checkpoint.MemoryArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A value of the user's own loop that a {@linkplain TrainStep#checkpoint checkpoint} saves under a
 * name, such as the epoch or the best loss so far.
 *
 * <pre>{@code
 * long[] epoch = {0};
 * Memory counter = Memory.of("epoch", epoch);                        // restored in place
 * Memory best = Memory.ofDouble("best", () -> best, v -> best = v);  // a field
 * }</pre>
 *
 * <p>For use on the training thread.
 */
public final class Memory {

  private final String name;
  private final Supplier<MemoryArray> reader;
  private final Consumer<MemoryArray> writer;

  private Memory(String name, Supplier<MemoryArray> reader, Consumer<MemoryArray> writer) {
    if (Given.of("memory: the name", name).isBlank()) {
      throw new CotangentException("memory: the name is blank, expected one such as 'epoch'");
    }
    this.name = name;
    this.reader = reader;
    this.writer = writer;
  }

  /** Saves all elements of an array; resuming restores them in place. */
  public static Memory of(String name, long[] values) {
    return ofArray(name, values);
  }

  /** Like {@link #of(String, long[])}. */
  public static Memory of(String name, int[] values) {
    return ofArray(name, values);
  }

  /** Like {@link #of(String, long[])}. */
  public static Memory of(String name, float[] values) {
    return ofArray(name, values);
  }

  /** Like {@link #of(String, long[])}. */
  public static Memory of(String name, double[] values) {
    return ofArray(name, values);
  }

  private static Memory ofArray(String name, Object values) {
    Given.of("memory '" + name + "': the array", values);
    return new Memory(name, () -> new MemoryArray(values), kept -> kept.copyTo(values));
  }

  /**
   * Saves an integer.
   *
   * @param get reads the value when a checkpoint is written
   * @param set receives the saved value when the loop is resumed
   */
  public static Memory ofLong(String name, LongSupplier get, LongConsumer set) {
    return new Memory(
        name,
        () -> new MemoryArray(new long[] {get.getAsLong()}),
        kept -> set.accept(((long[]) kept.array())[0]));
  }

  /** Like {@link #ofLong}, for any double, NaN included. */
  public static Memory ofDouble(String name, DoubleSupplier get, DoubleConsumer set) {
    return new Memory(
        name,
        () -> new MemoryArray(new double[] {get.getAsDouble()}),
        kept -> set.accept(((double[]) kept.array())[0]));
  }

  /** The name in the checkpoint. */
  public String name() {
    return name;
  }

  /** Returns a copy of the current value. */
  private MemoryArray read() {
    return reader.get().copy();
  }

  private void write(LoopMemory kept) {
    writer.accept(Objects.requireNonNull(kept.arrays().get(name)).copy());
  }

  /**
   * Reads all current values.
   *
   * @throws CotangentException if two have the same name
   */
  static LoopMemory read(List<Memory> all) {
    Map<String, MemoryArray> arrays = new LinkedHashMap<>();
    for (Memory each : all) {
      if (arrays.putIfAbsent(each.name, each.read()) != null) {
        throw new CotangentException(
            "checkpoint: two Memory values have the name '"
                + each.name
                + "', expected unique names");
      }
    }
    return new LoopMemory(arrays);
  }

  /**
   * Restores all values, or none.
   *
   * @throws CotangentException if a setter fails, naming the value
   */
  static void restore(LoopMemory kept, List<Memory> all) {
    LoopMemory before = read(all);
    for (int i = 0; i < all.size(); i++) {
      try {
        all.get(i).write(kept);
      } catch (Throwable failure) {
        all.subList(0, i).forEach(each -> each.write(before));
        throw new CotangentException(
            "memory '"
                + all.get(i).name
                + "' cannot be restored: "
                + CotangentException.describe(failure),
            failure);
      }
    }
  }
}
