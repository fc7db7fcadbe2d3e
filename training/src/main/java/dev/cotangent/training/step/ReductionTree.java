package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import java.util.Arrays;

/**
 * Combines the arrays of numbered leaves along one fixed binary tree, each inner node computed by a
 * {@link NodeRule}: a range of n leaves is divided after the largest power of two below n. The node
 * of an absent leaf and another is the other.
 *
 * <p>Whoever holds a complete subtree can compute its node, so the result has the same bits on any
 * number of machines. Leaves, or nodes that others have computed, are added one after another and
 * leave no more than two arrays for each level of the tree.
 *
 * <p>Single-threaded apart from the workers, which share the elements. Allocates nothing once each
 * level has been used.
 */
final class ReductionTree {

  private final float[] leaf;
  private final ReductionNodes chain;
  private final Runnable computation;
  private float[][] kept = {};
  private int[] starts = {};
  private int[] leaves = {};
  private double[] weights = {};
  private int depth;
  private int next;
  private boolean pending;

  /**
   * Creates a tree.
   *
   * @param leaf holds the values of a leaf whenever it is added, and in the end the result
   * @param rule computes a node from both sides
   */
  ReductionTree(float[] leaf, NodeRule rule, Workers workers) {
    this.leaf = leaf;
    this.chain = new ReductionNodes(leaf.length, rule);
    this.computation = workers.bind(chain);
  }

  /** Begins without nodes; the leaves before the first one belong to others. */
  void begin(int first) {
    depth = 0;
    next = first;
    pending = false;
  }

  /**
   * Adds the next leaf.
   *
   * @param weight weight of its values in a mean; 0 if the leaf is absent
   */
  void add(double weight) {
    add(1, weight);
  }

  /**
   * Adds a node whose values are in the leaf's array.
   *
   * @param count its leaves, a power of two that divides the number of the first
   * @param weight weight of its values in a mean; 0 if all leaves are absent
   */
  void add(int count, double weight) {
    place(count, weight);
    compute();
  }

  /**
   * Adds a node whose values may follow: those of the nodes that it completes are computed by
   * {@link #compute}, before another is added.
   */
  void place(int count, double weight) {
    chain.begin();
    addToChain(leaf, weight);
    double sum = weight;
    int start = next;
    int all = count;
    while (depth > 0 && isLeftOf(depth - 1, all, start)) {
      depth--;
      addToChain(kept[depth], weights[depth]);
      sum += weights[depth];
      all += leaves[depth];
      start = starts[depth];
    }
    push(start, all, sum);
    next += count;
    chain.aim(kept[depth - 1]);
    pending = sum != 0;
  }

  private void addToChain(float[] values, double weight) {
    if (weight != 0) {
      chain.add(values, weight);
    }
  }

  /** Whether a kept node and the one to its right complete a larger one. */
  private boolean isLeftOf(int left, int count, int start) {
    return leaves[left] == count
        && starts[left] % (2 * count) == 0
        && starts[left] + count == start;
  }

  private void push(int start, int count, double weight) {
    if (depth == kept.length) {
      kept = Arrays.copyOf(kept, depth + 1);
      kept[depth] = new float[leaf.length];
      starts = Arrays.copyOf(starts, depth + 1);
      leaves = Arrays.copyOf(leaves, depth + 1);
      weights = Arrays.copyOf(weights, depth + 1);
    }
    starts[depth] = start;
    leaves[depth] = count;
    weights[depth] = weight;
    depth++;
  }

  /** Computes the values of what was {@linkplain #place placed} last. */
  void compute() {
    if (pending) {
      computation.run();
      pending = false;
    }
  }

  /** Like {@link #compute()}, for some elements, on the calling thread. */
  void compute(int from, int to) {
    if (pending) {
      chain.compute(from, to);
    }
  }

  /** The number of complete nodes so far, in the order of their leaves. */
  int nodes() {
    return depth;
  }

  /** The number of leaves of a node. */
  int leaves(int node) {
    return leaves[node];
  }

  /** The weight of a node; 0 if all its leaves are absent. */
  double weight(int node) {
    return weights[node];
  }

  /** The values of a node that is not absent; the array itself. */
  float[] values(int node) {
    return kept[node];
  }

  /**
   * Writes the result of all leaves from 0 to the leaf's array, all 0 if all were absent. A node
   * that was placed last needs no computation of its own.
   */
  void finish() {
    if (!pending) {
      chain.begin();
      addKept(depth - 1);
    }
    for (int node = depth - 2; node >= 0; node--) {
      addKept(node);
    }
    chain.aim(leaf);
    computation.run();
    pending = false;
  }

  private void addKept(int node) {
    if (node >= 0) {
      addToChain(kept[node], weights[node]);
    }
  }
}
