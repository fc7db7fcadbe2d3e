package dev.cotangent.core.kernel;

/**
 * The two-dimensional window of a convolution or of pooling.
 *
 * @param vertical the geometry from row to row of the image
 * @param horizontal the geometry from column to column
 */
public record Window(Span vertical, Span horizontal) {

  /** A window of that size with stride 1, without padding. */
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

  /** The same window with other dilations. */
  public Window withDilation(int down, int right) {
    return new Window(
        new Span(vertical.kernel(), vertical.stride(), vertical.padding(), down),
        new Span(horizontal.kernel(), horizontal.stride(), horizontal.padding(), right));
  }

  /** The number of taps. */
  public int taps() {
    return vertical.kernel() * horizontal.kernel();
  }

  /** Whether every output reads only the input at its own position. */
  public boolean isIdentity() {
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
