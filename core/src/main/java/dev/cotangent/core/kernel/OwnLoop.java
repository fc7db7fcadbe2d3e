package dev.cotangent.core.kernel;

/** The template of a {@link FunctionLoop}; uses no other class than its arguments' interfaces. */
final class OwnLoop implements FunctionLoop {

  OwnLoop() {}

  @Override
  public void values(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = f.float32(x[xOffset + i]);
    }
  }

  @Override
  public void values(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = f.float32(a[aOffset + i], b[bOffset + i]);
    }
  }

  @Override
  public void slopes(
      SlopeFunction f,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] upstream,
      int upstreamOffset,
      float[] dx,
      int dxOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      double slope = f.derivative(x[xOffset + i], y[yOffset + i]);
      dx[dxOffset + i] = (float) (upstream[upstreamOffset + i] * slope);
    }
  }
}
