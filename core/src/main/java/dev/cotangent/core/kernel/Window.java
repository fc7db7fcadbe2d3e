package dev.cotangent.core.kernel;

/**
 * The window of a convolution or of pooling as it moves over images.
 *
 * @param vertical along the rows of the image
 * @param horizontal along its columns
 */
public record Window(Span vertical, Span horizontal) {

  /** A window of that size that moves one input at a time, without padding. */
  public static Window of(int height, int width) {
    return new Window(new Span(height, 1, 0, 1), new Span(width, 1, 0, 1));
  }

  /** The same window with other strides. */
  public Window withStride(int down, int right) {
    return new Window(
        new Span(vertical.kernel(), down, vertical.padding(), vertical.dilation()),
        new Span(horizontal.kernel(), right, horizontal.padding(), horizontal.dilation()));
  }

  /** The same window with padding above and below, and left and right. */
  public Window withPadding(int height, int width) {
    return new Window(
        new Span(vertical.kernel(), vertical.stride(), height, vertical.dilation()),
        new Span(horizontal.kernel(), horizontal.stride(), width, horizontal.dilation()));
  }

  /** The same window with its taps further apart. */
  public Window withDilation(int down, int right) {
    return new Window(
        new Span(vertical.kernel(), vertical.stride(), vertical.padding(), down),
        new Span(horizontal.kernel(), horizontal.stride(), horizontal.padding(), right));
  }

  /** The number of taps. */
  public int taps() {
    return vertical.kernel() * horizontal.kernel();
  }

  /** Whether every output looks at its own input and nothing else. */
  boolean isIdentity() {
    return vertical.isIdentity() && horizontal.isIdentity();
  }

  @Override
  public String toString() {
    return "a window of "
        + vertical.kernel()
        + "x"
        + horizontal.kernel()
        + ", stride "
        + vertical.stride()
        + "x"
        + horizontal.stride()
        + ", padding "
        + vertical.padding()
        + "x"
        + horizontal.padding()
        + ", dilation "
        + vertical.dilation()
        + "x"
        + horizontal.dilation();
  }
}
