package dev.cotangent.training.step;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import java.util.Arrays;

/**
 * Computes a node of a {@link ReductionTree} from a chain of left siblings: that of a leaf and the
 * node to its left, of this one and the next node, and so on.
 *
 * <p>Sums go through memory once, whatever the number of siblings, since intermediate ones stay in
 * registers.
 */
final class ReductionNodes implements Work {

  private static final int UNIT = 1024;
  private static final int MOST_AT_ONCE = 5;

  private final int size;
  private final NodeRule rule;
  private float[][] chain = {};
  private double[] weights = {};
  private int length;
  private float[] target = {};

  ReductionNodes(int size, NodeRule rule) {
    this.size = size;
    this.rule = rule;
  }

  /** Begins a chain without nodes. */
  void begin() {
    length = 0;
  }

  /**
   * Adds the rightmost node, or the left sibling of the node so far.
   *
   * @param values values that may be overwritten, unless it is the rightmost node
   */
  void add(float[] values, double weight) {
    if (length == chain.length) {
      chain = Arrays.copyOf(chain, length + 1);
      weights = Arrays.copyOf(weights, length + 1);
    }
    chain[length] = values;
    weights[length] = weight;
    length++;
  }

  /** Sets where the result is written to; it may be one of the nodes. */
  void aim(float[] into) {
    target = into;
  }

  /** Computes a range of elements; 0 if the chain has no nodes. */
  void compute(int from, int to) {
    if (length == 0) {
      Arrays.fill(target, from, to, 0);
    } else {
      switch (rule) {
        case SUM -> sums(from, to);
        case MEAN -> means(from, to);
        case BFLOAT16_SUM -> roundedSums(from, to);
      }
    }
  }

  private void sums(int from, int to) {
    int first = 0;
    while (length - first > MOST_AT_ONCE) {
      int last = first + MOST_AT_ONCE - 1;
      sums(first, MOST_AT_ONCE, chain[last], from, to);
      first = last;
    }
    sums(first, length - first, target, from, to);
  }

  private void sums(int first, int count, float[] into, int from, int to) {
    float[] a = chain[first];
    float[] b = chain[first + Math.min(1, count - 1)];
    float[] c = chain[first + Math.min(2, count - 1)];
    float[] d = chain[first + Math.min(3, count - 1)];
    float[] e = chain[first + Math.min(4, count - 1)];
    switch (count) {
      case 1 -> copy(a, into, from, to);
      case 2 -> {
        for (int i = from; i < to; i++) {
          into[i] = b[i] + a[i];
        }
      }
      case 3 -> {
        for (int i = from; i < to; i++) {
          into[i] = c[i] + (b[i] + a[i]);
        }
      }
      case 4 -> {
        for (int i = from; i < to; i++) {
          into[i] = d[i] + (c[i] + (b[i] + a[i]));
        }
      }
      default -> {
        for (int i = from; i < to; i++) {
          into[i] = e[i] + (d[i] + (c[i] + (b[i] + a[i])));
        }
      }
    }
  }

  private static void copy(float[] values, float[] into, int from, int to) {
    if (values != into) {
      System.arraycopy(values, from, into, from, to - from);
    }
  }

  /** In this form equal values have that value as their mean, whatever the share. */
  private void means(int from, int to) {
    double weight = weights[0];
    float[] right = chain[0];
    for (int node = 1; node < length; node++) {
      float[] left = chain[node];
      float share = (float) (weight / (weights[node] + weight));
      for (int i = from; i < to; i++) {
        left[i] += (right[i] - left[i]) * share;
      }
      weight += weights[node];
      right = left;
    }
    copy(right, target, from, to);
  }

  /** The rightmost node may be a leaf, not rounded yet; a rounded one does not change. */
  private void roundedSums(int from, int to) {
    float[] right = chain[0];
    for (int node = 1; node < length; node++) {
      float[] left = chain[node];
      for (int i = from; i < to; i++) {
        left[i] = Bfloat16.round(left[i] + Bfloat16.round(right[i]));
      }
      right = left;
    }
    float[] into = target;
    for (int i = from; i < to; i++) {
      into[i] = Bfloat16.round(right[i]);
    }
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    compute(from * UNIT, Math.min(size, to * UNIT));
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
    return (double) MOST_AT_ONCE * Float.BYTES * size;
  }

  @Override
  public String describe(int phase, int part) {
    return "a node of shards' gradients, in units of " + UNIT;
  }
}
