package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import java.util.Arrays;

/**
 * Combines the arrays of numbered leaves along one fixed binary tree, each inner node rounded to
 * float once: a range of n leaves is divided after the largest power of two below n. The node of an
 * absent leaf and another is the other.
 *
 * <p>Whoever holds a complete subtree can compute its node, so the result has the same bits on any
 * number of machines. Leaves are added one after another and leave no more than one array for each
 * level of the tree.
 *
 * <p>Single-threaded apart from the workers, which share the elements. Allocates nothing once each
 * level has been used.
 */
final class ReductionTree {

  private final float[] leaf;
  private final ReductionNodes nodes;
  private final Runnable combination;
  private float[][] kept = {};
  private int[] leaves = {};
  private double[] weights = {};
  private int depth;

  /**
   * Creates a tree.
   *
   * @param leaf holds the values of a leaf whenever it is added, and in the end the result
   * @param mean whether a node is the weighted mean of both sides, rather than their sum
   */
  ReductionTree(float[] leaf, boolean mean, Workers workers) {
    this.leaf = leaf;
    this.nodes = new ReductionNodes(leaf.length, mean);
    this.combination = workers.bind(nodes);
  }

  /** Begins with no leaf. */
  void begin() {
    depth = 0;
  }

  /**
   * Adds the next leaf.
   *
   * @param weight weight of its values in a mean; 0 if the leaf is absent
   */
  void add(double weight) {
    if (depth > 0 && leaves[depth - 1] == 1) {
      combine(leaf, weight);
      leaves[depth - 1] = 2;
    } else {
      push(weight);
    }
    while (depth > 1 && leaves[depth - 2] == leaves[depth - 1]) {
      combineLast();
    }
  }

  private void push(double weight) {
    if (depth == kept.length) {
      kept = Arrays.copyOf(kept, depth + 1);
      kept[depth] = new float[leaf.length];
      leaves = Arrays.copyOf(leaves, depth + 1);
      weights = Arrays.copyOf(weights, depth + 1);
    }
    leaves[depth] = 1;
    weights[depth] = weight;
    if (weight != 0) {
      System.arraycopy(leaf, 0, kept[depth], 0, leaf.length);
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
      System.arraycopy(right, 0, kept[left], 0, right.length);
    } else if (weight != 0) {
      nodes.aim(kept[left], right, weight / (weights[left] + weight));
      combination.run();
    }
    weights[left] += weight;
  }

  /** Writes the result to the leaf's array, all 0 if every leaf was absent. */
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
