package dev.cotangent.core.parameter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Marks writes to a {@link ParameterStore}, so that a reader can detect that it may have read a
 * mixture of two states. A mark costs the writer two plain stores and never blocks.
 *
 * <p>For one writer at a time and any number of readers.
 */
final class WriteMark {

  private static final VarHandle NUMBER;

  static {
    try {
      NUMBER = MethodHandles.lookup().findVarHandle(WriteMark.class, "number", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Odd during a write. */
  @SuppressWarnings("unused") // accessed only through its VarHandle
  private int number;

  WriteMark() {}

  /** Marks the beginning of a write. */
  void begin() {
    NUMBER.setOpaque(this, (int) NUMBER.getOpaque(this) + 1);
    VarHandle.storeStoreFence();
  }

  /** Marks the end of a write. */
  void end() {
    NUMBER.setRelease(this, (int) NUMBER.getOpaque(this) + 1);
  }

  /** Whether a write is in progress. */
  boolean isWriting() {
    return (now() & 1) != 0;
  }

  /** The current state, for {@link #isSame}. */
  int now() {
    return (int) NUMBER.getAcquire(this);
  }

  /** Whether no write has begun since a state that was taken outside a write. */
  boolean isSame(int state) {
    VarHandle.loadLoadFence();
    return (state & 1) == 0 && (int) NUMBER.getOpaque(this) == state;
  }
}
