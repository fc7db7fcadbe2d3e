package dev.cotangent.core.op.shape;

/** Copies runs of floats at equal distances. */
final class Runs {

  /** Shorter runs are copied by a loop, which costs less than a call. */
  private static final int SHORT = 8;

  private Runs() {}

  /**
   * Copies {@code count} runs of {@code length} floats each.
   *
   * @param from offset of the first run in the source
   * @param fromNext distance between the starts of runs in the source
   * @param to offset of the first run in the target
   * @param toNext distance between the starts of runs in the target
   */
  static void copy(
      float[] source,
      int from,
      int fromNext,
      float[] target,
      int to,
      int toNext,
      int length,
      int count) {
    if (length == fromNext && length == toNext) {
      System.arraycopy(source, from, target, to, length * count);
      return;
    }
    for (int i = 0; i < count; i++) {
      copy(source, from + i * fromNext, target, to + i * toNext, length);
    }
  }

  private static void copy(float[] source, int from, float[] target, int to, int length) {
    if (length >= SHORT) {
      System.arraycopy(source, from, target, to, length);
      return;
    }
    for (int j = 0; j < length; j++) {
      target[to + j] = source[from + j];
    }
  }
}
