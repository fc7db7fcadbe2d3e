package dev.cotangent.training.step;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;

/** Computes a node of a {@link ReductionTree} from both sides, in place of the left one. */
final class ReductionNodes implements Work {

  private static final int UNIT = 1024;
  private static final int NUMBERS_READ_AND_WRITTEN = 3;

  private final int size;
  private final boolean mean;
  private float[] left = {};
  private float[] right = {};
  private float rightShare;

  ReductionNodes(int size, boolean mean) {
    this.size = size;
    this.mean = mean;
  }

  /** Sets the sides; the share of the right one counts for means alone. */
  void aim(float[] newLeft, float[] newRight, double newRightShare) {
    left = newLeft;
    right = newRight;
    rightShare = (float) newRightShare;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    int end = Math.min(size, to * UNIT);
    if (mean) {
      means(from * UNIT, end);
    } else {
      sums(from * UNIT, end);
    }
  }

  private void sums(int from, int to) {
    float[] into = left;
    float[] addend = right;
    for (int i = from; i < to; i++) {
      into[i] += addend[i];
    }
  }

  /** In this form equal values have that value as their mean, whatever the share. */
  private void means(int from, int to) {
    for (int i = from; i < to; i++) {
      left[i] += (right[i] - left[i]) * rightShare;
    }
  }

  @Override
  public int phases() {
    return 1;
  }

  @Override
  public int parts(int phase) {
    return 1;
  }

  @Override
  public Rows rows(int phase, int part) {
    return Rows.ROWWISE;
  }

  @Override
  public int units(int phase, int part) {
    return Math.max(1, (size + UNIT - 1) / UNIT);
  }

  @Override
  public double cost(int phase, int part) {
    return size;
  }

  @Override
  public double bytes(int phase, int part) {
    return (double) NUMBERS_READ_AND_WRITTEN * Float.BYTES * size;
  }

  @Override
  public String describe(int phase, int part) {
    return "the sum of two shards' gradients, in units of " + UNIT;
  }
}
