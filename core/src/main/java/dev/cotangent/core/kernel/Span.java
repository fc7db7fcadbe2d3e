package dev.cotangent.core.kernel;

import dev.cotangent.core.ShapeException;

/**
 * The geometry of a window along one axis: tap i of output y reads input {@code y·stride +
 * i·dilation − padding}.
 *
 * @param kernel number of taps of the window, at least 1
 * @param stride distance in inputs from one output to the next, at least 1
 * @param padding inputs added before the first and after the last, at least 0
 * @param dilation distance in inputs from one tap to the next, at least 1
 */
public record Span(int kernel, int stride, int padding, int dilation) {

  /** Limit that keeps every position in a window or its padding within 32 bits. */
  private static final int LONGEST = 1 << 28;

  /**
   * Checks the numbers.
   *
   * @throws ShapeException if a number is below its minimum, or the window or its padding is longer
   *     than 2^28
   */
  public Span {
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new ShapeException(
          "window: kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding
              + " and dilation "
              + dilation
              + ", expected a padding of at least 0 and the others at least 1");
    }
    if (padding > LONGEST || (kernel - 1L) * dilation > LONGEST) {
      throw new ShapeException(
          "window: kernel "
              + kernel
              + ", dilation "
              + dilation
              + " and padding "
              + padding
              + ", expected a length of at most "
              + LONGEST);
    }
  }

  /** Number of outputs of an axis of that length; not positive if the window does not fit. */
  public int outputs(int length) {
    long room = length + 2L * padding - (kernel - 1L) * dilation - 1;
    return room < 0 ? 0 : (int) Math.min(room / stride + 1, Integer.MAX_VALUE);
  }

  /** The input that a tap of an output reads, which may be in the padding. */
  public int input(int output, int tap) {
    return output * stride + tap * dilation - padding;
  }

  /** The output whose tap reads an input, or −1. */
  public int output(int input, int tap, int length) {
    int start = input + padding - tap * dilation;
    boolean hit = start >= 0 && start % stride == 0 && start / stride < outputs(length);
    return hit ? start / stride : -1;
  }

  /** The first output whose tap is not in the padding before the first input. */
  public int firstInside(int tap, int length) {
    int first = Math.max(0, padding - tap * dilation + stride - 1) / stride;
    return Math.min(first, outputs(length));
  }

  /** The first output after {@link #firstInside} whose tap is past the last input. */
  public int endInside(int tap, int length) {
    int room = length - 1 + padding - tap * dilation;
    int end = room < 0 ? 0 : room / stride + 1;
    return Math.max(firstInside(tap, length), Math.min(outputs(length), end));
  }

  // written out, since linking those of a record takes milliseconds when a service starts

  @Override
  public boolean equals(Object other) {
    return other instanceof Span span
        && kernel == span.kernel
        && stride == span.stride
        && padding == span.padding
        && dilation == span.dilation;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * kernel + stride) + padding) + dilation;
  }

  /** Whether every output reads only the input at its own position. */
  boolean isIdentity() {
    return kernel == 1 && stride == 1 && padding == 0;
  }
}
