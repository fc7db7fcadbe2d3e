package dev.cotangent.core.parameter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Marks the times at which the values of a {@link ParameterStore} are written, so that a reader
 * notices that what it has read may be a mixture of two states. Marking costs the writer two plain
 * stores and never makes it wait.
 *
 * <p>For one writer at a time and any number of readers.
 */
public final class WriteMark {

  private static final VarHandle NUMBER;

  static {
    try {
      NUMBER = MethodHandles.lookup().findVarHandle(WriteMark.class, "number", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Odd while somebody writes. */
  @SuppressWarnings("unused") // by its handle alone
  private int number;

  WriteMark() {}

  /** The values are about to change. */
  public void begin() {
    NUMBER.setOpaque(this, (int) NUMBER.getOpaque(this) + 1);
    VarHandle.storeStoreFence();
  }

  /** The values have changed. */
  public void end() {
    NUMBER.setRelease(this, (int) NUMBER.getOpaque(this) + 1);
  }

  /** Whether somebody writes now. */
  public boolean isWriting() {
    return (now() & 1) != 0;
  }

  /** The present state, for {@link #isSame}. */
  public int now() {
    return (int) NUMBER.getAcquire(this);
  }

  /** Whether nobody has written since a state in which nobody wrote. */
  public boolean isSame(int state) {
    VarHandle.loadLoadFence();
    return (state & 1) == 0 && (int) NUMBER.getOpaque(this) == state;
  }
}
