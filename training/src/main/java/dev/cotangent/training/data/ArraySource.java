package dev.cotangent.training.data;

import dev.cotangent.core.Shape;

/** Samples in one array, one after another. */
final class ArraySource implements SampleSource {

  private final float[] samples;
  private final int size;

  private ArraySource(float[] samples, int size) {
    this.samples = samples;
    this.size = size;
  }

  /** Copies an array of samples of a shape. */
  static ArraySource copyOf(Shape sample, float[] samples) {
    return new ArraySource(samples.clone(), sample.size());
  }

  @Override
  public void copy(int row, float[] into, int offset) {
    System.arraycopy(samples, row * size, into, offset, size);
  }
}
