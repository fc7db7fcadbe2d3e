package dev.cotangent.training.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The incremental tree has the bits of the recursive definition. */
class ReductionTreeTest {

  private static final int SIZE = 3000;

  private static float[][] leaves(int count, Random random) {
    float[][] leaves = new float[count][SIZE];
    for (float[] leaf : leaves) {
      for (int i = 0; i < SIZE; i++) {
        leaf[i] = (float) (random.nextGaussian() * StrictMath.pow(10, random.nextInt(9) - 4));
      }
    }
    return leaves;
  }

  /** A node and the weight of its leaves, 0 if all of them are absent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Node(float[] values, double weight) {

    static Node sum(float[][] leaves, double[] weights, NodeRule rule) {
      return sum(leaves, weights, rule, 0, leaves.length);
    }

    private static Node sum(float[][] leaves, double[] weights, NodeRule rule, int from, int to) {
      if (to - from == 1) {
        return new Node(rounded(leaves[from], rule), weights[from]);
      }
      int middle = from + Integer.highestOneBit(to - from - 1);
      Node left = sum(leaves, weights, rule, from, middle);
      Node right = sum(leaves, weights, rule, middle, to);
      if (left.weight == 0 || right.weight == 0) {
        return left.weight == 0 ? right : left;
      }
      float[] values = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        values[i] = left.values[i] + right.values[i];
      }
      return new Node(rounded(values, rule), left.weight + right.weight);
    }

    private static float[] rounded(float[] values, NodeRule rule) {
      float[] rounded = values.clone();
      for (int i = 0; i < SIZE && rule == NodeRule.BFLOAT16_SUM; i++) {
        rounded[i] = Bfloat16Test.nearest(values[i]);
      }
      return rounded;
    }
  }

  private static float[] sum(float[][] leaves, double[] weights, NodeRule rule, Workers workers) {
    float[] leaf = new float[SIZE];
    ReductionTree tree = new ReductionTree(leaf, rule, workers);
    for (int repeat = 0; repeat < 2; repeat++) {
      tree.begin(0);
      for (int i = 0; i < leaves.length; i++) {
        System.arraycopy(leaves[i], 0, leaf, 0, SIZE);
        tree.add(weights[i]);
      }
      tree.finish();
    }
    return leaf;
  }

  @ParameterizedTest
  @EnumSource(names = {"SUM", "BFLOAT16_SUM"})
  void sumsOfAnyNumberOfLeaves(NodeRule rule) {
    Random random = new Random(3);
    try (Workers workers = ForkJoinWorkers.of(3, 8)) {
      for (int count = 1; count <= 33; count++) {
        float[][] leaves = leaves(count, random);
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        float[] expected = Node.sum(leaves, weights, rule).values;
        assertThat(sum(leaves, weights, rule, Workers.serial()))
            .as("%s leaves", count)
            .isEqualTo(expected);
        assertThat(sum(leaves, weights, rule, workers)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SUM", "BFLOAT16_SUM"})
  void absentLeavesAddNothing(NodeRule rule) {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      int count = 1 + random.nextInt(20);
      float[][] leaves = leaves(count, random);
      double[] weights = random.doubles(count).map(x -> x < 0.4 ? 0 : x).toArray();
      Node expected = Node.sum(leaves, weights, rule);
      float[] values = expected.weight == 0 ? new float[SIZE] : expected.values;
      assertThat(sum(leaves, weights, rule, Workers.serial())).isEqualTo(values);
    }
  }

  /** Owners of neighbouring leaves pass on the nodes of complete subtrees. */
  @ParameterizedTest
  @EnumSource(names = {"SUM", "BFLOAT16_SUM"})
  void nodesOfSeveralOwnersGiveTheSameSums(NodeRule rule) {
    Random random = new Random(5);
    for (int count = 1; count <= 33; count++) {
      float[][] leaves = leaves(count, random);
      double[] weights = random.doubles(count).map(x -> x < 0.2 ? 0 : x).toArray();
      float[] expected = sum(leaves, weights, rule, Workers.serial());
      for (int owners = 1; owners <= count; owners++) {
        assertThat(sumOfOwners(leaves, weights, rule, owners))
            .as("%s / %s", count, owners)
            .isEqualTo(expected);
      }
    }
  }

  private static float[] sumOfOwners(
      float[][] leaves, double[] weights, NodeRule rule, int owners) {
    float[] result = new float[SIZE];
    ReductionTree whole = new ReductionTree(result, rule, Workers.serial());
    float[] leaf = new float[SIZE];
    ReductionTree own = new ReductionTree(leaf, rule, Workers.serial());
    whole.begin(0);
    for (int owner = 0; owner < owners; owner++) {
      int end = leaves.length * (owner + 1) / owners;
      own.begin(leaves.length * owner / owners);
      for (int i = leaves.length * owner / owners; i < end; i++) {
        System.arraycopy(leaves[i], 0, leaf, 0, SIZE);
        own.add(weights[i]);
      }
      for (int node = 0; node < own.nodes(); node++) {
        if (own.weight(node) != 0) {
          System.arraycopy(own.values(node), 0, result, 0, SIZE);
        }
        whole.add(own.leaves(node), own.weight(node));
      }
    }
    whole.finish();
    return result;
  }

  @Test
  void aNegativeZeroStaysOneWithoutASibling() {
    float[] leaf = {-0f};
    ReductionTree tree = new ReductionTree(leaf, NodeRule.SUM, Workers.serial());
    tree.add(0);
    tree.add(1);
    tree.add(0);
    tree.finish();
    assertThat(leaf[0]).isEqualTo(-0f);
  }

  @Test
  void meansAreWeighted() {
    float[] leaf = new float[2];
    ReductionTree tree = new ReductionTree(leaf, NodeRule.MEAN, Workers.serial());
    float[] values = {1, 7, 5};
    double[] weights = {1, 2, 3};
    tree.begin(0);
    for (int i = 0; i < values.length; i++) {
      leaf[0] = values[i];
      leaf[1] = 0.1f;
      tree.add(weights[i]);
    }
    tree.finish();
    assertThat(leaf[0]).isEqualTo(5);
    assertThat(leaf[1]).as("the mean of equal values").isEqualTo(0.1f);
  }
}
