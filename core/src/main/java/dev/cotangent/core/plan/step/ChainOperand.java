package dev.cotangent.core.plan.step;

import java.util.Arrays;

/**
 * The source that an op of a chain reads: a register, consecutive floats of a slot, or an expanded
 * copy.
 */
final class ChainOperand {
  private static final Slot NONE = new Slot();
  static final int NOWHERE = -1;

  private final Slot slot;
  private final Access.Kind kind;
  private final int length;
  private final int elements;
  private final int array;
  private final boolean copied;

  /**
   * An operand in memory.
   *
   * @param elements the number of elements before a {@code COLUMN} or {@code CHANNEL} repeats
   * @param array the array of scratch memory where it is expanded if needed
   * @param copied whether it is always copied there
   */
  ChainOperand(Slot slot, Access.Kind kind, int length, int elements, int array, boolean copied) {
    this.slot = slot;
    this.kind = kind;
    this.length = length;
    this.elements = elements;
    this.array = array;
    this.copied = copied;
  }

  static ChainOperand register(int array) {
    return new ChainOperand(NONE, Access.Kind.SCALAR, 0, 1, array, true);
  }

  float[] array(float[][] memory, int start, int end) {
    return isDirect(start, end) ? slot.floats : memory[array];
  }

  int offset(int at, int start, int end) {
    if (isDirect(start, end)) {
      return slot.offset + (kind == Access.Kind.ROW ? at % length : at);
    }
    return kind == Access.Kind.ROW && !copied ? at % length : 0;
  }

  /** Whether the range reads consecutive floats in place: all of it, or less than one period. */
  private boolean isDirect(int start, int end) {
    return !copied
        && (kind == Access.Kind.FULL
            || (kind == Access.Kind.ROW && start % length + end - start <= length));
  }

  void stageOnce(float[][] memory, int longest, int start, int end) {
    if (kind == Access.Kind.SCALAR) {
      Arrays.fill(memory[array], 0, longest, slot.floats[slot.offset]);
    } else if (kind == Access.Kind.ROW && !copied && !isDirect(start, end)) {
      repeat(memory[array], length + longest);
    }
  }

  private void repeat(float[] row, int count) {
    System.arraycopy(slot.floats, slot.offset, row, 0, Math.min(length, count));
    for (int done = length; done < count; done *= 2) {
      System.arraycopy(row, 0, row, done, Math.min(done, count - done));
    }
  }

  void stageBlock(float[][] memory, int at, int n) {
    switch (kind) {
      case FULL -> System.arraycopy(slot.floats, slot.offset + at, memory[array], 0, n);
      case ROW -> stageRows(memory[array], at, n);
      case COLUMN, CHANNEL -> stageColumns(memory[array], at, n);
      case SCALAR -> {}
    }
  }

  private void stageRows(float[] block, int at, int n) {
    if (!copied) {
      return; // expanded once
    }
    int from = at % length;
    for (int done = 0; done < n; from = 0) {
      int run = Math.min(n - done, length - from);
      System.arraycopy(slot.floats, slot.offset + from, block, done, run);
      done += run;
    }
  }

  private void stageColumns(float[] block, int at, int n) {
    for (int i = 0; i < n; ) {
      int element = (at + i) / length;
      int run = Math.min(n - i, (element + 1) * length - at - i);
      Arrays.fill(block, i, i + run, slot.floats[slot.offset + element % elements]);
      i += run;
    }
  }
}
