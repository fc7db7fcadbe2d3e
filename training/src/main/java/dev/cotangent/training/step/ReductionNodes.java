package dev.cotangent.training.step;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;

/** Computes a node of a {@link ReductionTree} from both sides, in place of the left one. */
final class ReductionNodes implements Work {

  private static final int UNIT = 1024;
  private static final int NUMBERS_READ_AND_WRITTEN = 3;

  private final int size;
  private final NodeRule rule;
  private float[] left = {};
  private float[] right = {};
  private float rightShare;
  private boolean copying;

  ReductionNodes(int size, NodeRule rule) {
    this.size = size;
    this.rule = rule;
  }

  /** Sets the sides; the share of the right one counts for means alone. */
  void aim(float[] newLeft, float[] newRight, double newRightShare) {
    left = newLeft;
    right = newRight;
    rightShare = (float) newRightShare;
    copying = false;
  }

  /** Sets where to copy a node without a sibling to, rounded if all nodes are. */
  void aimCopy(float[] into, float[] from) {
    left = into;
    right = from;
    copying = true;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    int start = from * UNIT;
    int end = Math.min(size, to * UNIT);
    if (copying) {
      copies(start, end);
    } else {
      switch (rule) {
        case SUM -> sums(start, end);
        case MEAN -> means(start, end);
        case BFLOAT16_SUM -> roundedSums(start, end);
      }
    }
  }

  private void copies(int from, int to) {
    if (rule == NodeRule.BFLOAT16_SUM) {
      roundedCopies(from, to);
    } else {
      System.arraycopy(right, from, left, from, to - from);
    }
  }

  private void roundedCopies(int from, int to) {
    float[] into = left;
    float[] node = right;
    for (int i = from; i < to; i++) {
      into[i] = Bfloat16.round(node[i]);
    }
  }

  /** The right side may be a leaf, not rounded yet; a rounded one does not change. */
  private void roundedSums(int from, int to) {
    float[] into = left;
    float[] addend = right;
    for (int i = from; i < to; i++) {
      into[i] = Bfloat16.round(into[i] + Bfloat16.round(addend[i]));
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
