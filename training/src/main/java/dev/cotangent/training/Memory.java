package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Given;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Numbers of a program's own that a {@linkplain TrainStep#checkpoint checkpoint} of its loop keeps
 * by a name, such as the epoch or the best loss so far.
 *
 * <pre>{@code
 * long[] epoch = {0};
 * Memory counter = Memory.of("epoch", epoch);                        // the array is filled again
 * Memory best = Memory.ofDouble("best", () -> best, v -> best = v);  // a field
 * }</pre>
 *
 * <p>For the thread that trains.
 */
public final class Memory {

  private final String name;
  private final Supplier<MemoryArray> reader;
  private final Consumer<MemoryArray> writer;

  private Memory(String name, Supplier<MemoryArray> reader, Consumer<MemoryArray> writer) {
    if (Given.of("memory: the name", name).isBlank()) {
      throw new CotangentException("memory: the name is empty, expected one like 'epoch'");
    }
    this.name = name;
    this.reader = reader;
    this.writer = writer;
  }

  /** All elements of an array, which a resumption fills again. */
  public static Memory of(String name, long[] values) {
    return ofArray(name, values);
  }

  /** As {@link #of(String, long[])}. */
  public static Memory of(String name, int[] values) {
    return ofArray(name, values);
  }

  /** As {@link #of(String, long[])}. */
  public static Memory of(String name, float[] values) {
    return ofArray(name, values);
  }

  /** As {@link #of(String, long[])}. */
  public static Memory of(String name, double[] values) {
    return ofArray(name, values);
  }

  private static Memory ofArray(String name, Object values) {
    Given.of("memory '" + name + "': the array", values);
    return new Memory(name, () -> new MemoryArray(values), kept -> kept.copyTo(values));
  }

  /**
   * A whole number.
   *
   * @param get called when a checkpoint is written
   * @param set called with what was written when the loop is resumed
   */
  public static Memory ofLong(String name, LongSupplier get, LongConsumer set) {
    return new Memory(
        name,
        () -> new MemoryArray(new long[] {get.getAsLong()}),
        kept -> set.accept(((long[]) kept.array())[0]));
  }

  /** As {@link #ofLong}, with any double, NaN included. */
  public static Memory ofDouble(String name, DoubleSupplier get, DoubleConsumer set) {
    return new Memory(
        name,
        () -> new MemoryArray(new double[] {get.getAsDouble()}),
        kept -> set.accept(((double[]) kept.array())[0]));
  }

  /** What a checkpoint calls it. */
  public String name() {
    return name;
  }

  /** A copy of what it is now. */
  MemoryArray read() {
    return reader.get().copy();
  }

  /** Gives back what {@link #read} gave. */
  void write(MemoryArray kept) {
    writer.accept(kept);
  }
}
