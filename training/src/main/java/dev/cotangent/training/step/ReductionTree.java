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
  private final ReductionNodes nodes;
  private final Runnable combination;
  private float[][] kept = {};
  private int[] starts = {};
  private int[] leaves = {};
  private double[] weights = {};
  private int depth;
  private int next;

  /**
   * Creates a tree.
   *
   * @param leaf holds the values of a leaf whenever it is added, and in the end the result
   * @param rule computes a node from both sides
   */
  ReductionTree(float[] leaf, NodeRule rule, Workers workers) {
    this.leaf = leaf;
    this.nodes = new ReductionNodes(leaf.length, rule);
    this.combination = workers.bind(nodes);
  }

  /** Begins without nodes; the leaves before the first one belong to others. */
  void begin(int first) {
    depth = 0;
    next = first;
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
    if (isRightOf(count, next)) {
      combine(leaf, weight);
      leaves[depth - 1] += count;
    } else {
      push(count, weight);
    }
    next += count;
    while (depth > 1 && isRight(leaves[depth - 1], starts[depth - 1], depth - 2)) {
      combineLast();
    }
  }

  /** Whether a node completes a larger one together with the last kept node. */
  private boolean isRightOf(int count, int start) {
    return depth > 0 && isRight(count, start, depth - 1);
  }

  private boolean isRight(int count, int start, int left) {
    return leaves[left] == count
        && starts[left] % (2 * count) == 0
        && starts[left] + count == start;
  }

  private void push(int count, double weight) {
    if (depth == kept.length) {
      kept = Arrays.copyOf(kept, depth + 1);
      kept[depth] = new float[leaf.length];
      starts = Arrays.copyOf(starts, depth + 1);
      leaves = Arrays.copyOf(leaves, depth + 1);
      weights = Arrays.copyOf(weights, depth + 1);
    }
    starts[depth] = next;
    leaves[depth] = count;
    weights[depth] = weight;
    if (weight != 0) {
      copy(leaf, kept[depth]);
    }
    depth++;
  }

  private void combineLast() {
    depth--;
    combine(kept[depth], weights[depth]);
    leaves[depth - 1] += leaves[depth];
  }

  /** Combines the last kept node with its right sibling. */
  private void combine(float[] right, double weight) {
    int left = depth - 1;
    if (weight != 0 && weights[left] == 0) {
      copy(right, kept[left]);
    } else if (weight != 0) {
      nodes.aim(kept[left], right, weight / (weights[left] + weight));
      combination.run();
    }
    weights[left] += weight;
  }

  private void copy(float[] node, float[] into) {
    nodes.aimCopy(into, node);
    combination.run();
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

  /** Writes the result of all leaves from 0 to the leaf's array, all 0 if all were absent. */
  void finish() {
    while (depth > 1) {
      combineLast();
    }
    if (depth == 0 || weights[0] == 0) {
      Arrays.fill(leaf, 0);
    } else {
      System.arraycopy(kept[0], 0, leaf, 0, leaf.length);
    }
  }
}
