package dev.cotangent.core.kernel;

/**
 * Loops over one function, each class of functions with machine code of its own: {@link
 * FunctionLoops} defines the loops anew for each, so that HotSpot sees one callee in them and
 * inlines it.
 */
interface FunctionLoop {

  /** y[i] = f(x[i]). */
  void values(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n);

  /** y[i] = f(a[i], b[i]). */
  void values(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n);

  /** dx[i] = upstream[i]·f′(x[i]), where y[i] is the value at x[i]. */
  void slopes(
      SlopeFunction f,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] upstream,
      int upstreamOffset,
      float[] dx,
      int dxOffset,
      int n);
}
