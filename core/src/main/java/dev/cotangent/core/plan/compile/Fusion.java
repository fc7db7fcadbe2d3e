package dev.cotangent.core.plan.compile;

import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.plan.step.BatchedMatMulStep;
import dev.cotangent.core.plan.step.Chain;
import dev.cotangent.core.plan.step.MatMulStep;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.PadSumStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes need their own memory and which are fused into a neighbour: elementwise nodes
 * that only one chain reads join it, a matrix product that only one chain reads runs it on its
 * rows, and slices, transpositions and broadcasts become access patterns. Nodes that are never
 * demanded are dead code.
 */
public final class Fusion {

  private static final int LONGEST_CHAIN = 32;

  private final List<Node> nodes;
  private final boolean fuse;
  private final int[] uses;
  private final boolean[] constant;
  private final boolean[] demanded;
  private final @Nullable Chain[] chains;
  private final int[] usesInChain;
  private final @Nullable Node[] products;

  /** Makes the decisions for nodes in topological order. */
  public Fusion(List<Node> nodes, List<Node> outputs, boolean fuse) {
    this.nodes = nodes;
    this.fuse = fuse;
    this.uses = new int[nodes.size()];
    this.constant = constants(nodes);
    this.demanded = new boolean[nodes.size()];
    this.chains = new Chain[nodes.size()];
    this.usesInChain = new int[nodes.size()];
    this.products = new Node[nodes.size()];
    countUses(outputs);
    outputs.forEach(this::demand);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (demanded[i]) {
        visit(nodes.get(i));
      }
    }
  }

  /**
   * Marks the nodes that depend on constants alone: they are computed once, so no chain recomputes
   * them.
   */
  private static boolean[] constants(List<Node> nodes) {
    boolean[] constant = new boolean[nodes.size()];
    for (Node node : nodes) {
      constant[node.id] = !node.isLeaf() || node.op instanceof Constant;
      for (Node input : node.inputs) {
        constant[node.id] &= constant[input.id];
      }
    }
    return constant;
  }

  /** Whether the node's value is needed in memory. */
  public boolean isDemanded(Node node) {
    return demanded[node.id];
  }

  /**
   * Whether the node's value is known before a run begins: fed, or computed from constants alone.
   */
  boolean isReady(Node node) {
    return constant[node.id] || node.base().isLeaf();
  }

  /** The chain that ends in a node, or null. */
  @Nullable Chain chain(Node root) {
    return chains[root.id];
  }

  /** Whether steps may do the work of several nodes. */
  boolean fuses() {
    return fuse;
  }

  /** The batched product whose step writes this transposition of it, or null. */
  @Nullable Node product(Node transposition) {
    return products[transposition.id];
  }

  private void countUses(List<Node> outputs) {
    boolean[] live = new boolean[nodes.size()];
    for (Node output : outputs) {
      live[output.id] = true;
      uses[output.id]++;
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (live[i]) {
        for (Node input : nodes.get(i).inputs) {
          live[input.id] = true;
          uses[input.id]++;
        }
      }
    }
  }

  private void demand(Node node) {
    demanded[node.id] = true;
  }

  private void visit(Node node) {
    if (isFloatElementwise(node)) {
      Chain chain = grow(node);
      chains[node.id] = chain;
      if (addsPads(chain)) {
        PadSumStep.pads(chain).forEach(pad -> demand(pad.inputs[0]));
      } else {
        demandOperands(chain);
      }
    } else if (MatMulStep.fits(node)) {
      demandFactors(node);
    } else if (fuse && BatchedMatMulStep.fits(node)) {
      demandBatchedFactors(node);
    } else if (isOnlyReader(node)) {
      products[node.id] = node.inputs[0];
      demandBatchedFactors(node.inputs[0]);
    } else {
      for (Node input : node.inputs) {
        demand(input);
      }
    }
  }

  /** Whether the node is a transposition that a batched product can write instead of itself. */
  private boolean isOnlyReader(Node node) {
    return fuse
        && node.op instanceof Transpose
        && BatchedMatMulStep.fits(node.inputs[0])
        && uses[node.inputs[0].id] == 1
        && BatchedMatMulStep.writes(node, node.inputs[0]);
  }

  private void demandBatchedFactors(Node product) {
    demand(BatchedMatMulStep.source(product, 0));
    demand(BatchedMatMulStep.source(product, 1));
  }

  /** Whether the chain is a sum of paddings that nothing else reads. */
  boolean addsPads(Chain chain) {
    return fuse
        && PadSumStep.fits(chain)
        && PadSumStep.pads(chain).stream().allMatch(pad -> uses[pad.id] == 1);
  }

  private Chain grow(Node root) {
    List<Node> members = new ArrayList<>();
    List<Node> touched = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    Node host = null;
    while (!open.isEmpty()) {
      Node member = open.poll();
      members.add(member);
      for (Node operand : member.inputs) {
        touched.add(operand);
        if (++usesInChain[operand.id] < uses[operand.id]
            || !fuse
            || (constant[operand.id] && !constant[root.id])
            || operand.size() != root.size()) {
          continue;
        }
        if (isFloatElementwise(operand) && members.size() + open.size() < LONGEST_CHAIN) {
          open.add(operand);
        } else if (host == null && isHost(operand, root)) {
          host = operand;
        }
      }
    }
    touched.forEach(operand -> usesInChain[operand.id] = 0);
    members.sort(Comparator.comparingInt(member -> member.id));
    return new Chain(members, host);
  }

  private static boolean isHost(Node operand, Node root) {
    return MatMulStep.fits(operand) && operand.type.shape().equals(root.type.shape());
  }

  private void demandOperands(Chain chain) {
    for (Node member : chain.members()) {
      for (int i = 0; i < member.inputs.length; i++) {
        if (member.inputs[i] != chain.host() && !chain.members().contains(member.inputs[i])) {
          demand(chain.access(member, i).source());
        }
      }
    }
    if (chain.host() != null) {
      demandFactors(chain.host());
    }
  }

  private void demandFactors(Node product) {
    for (int i = 0; i < 2; i++) {
      Node factor = product.inputs[i];
      demand(MatMulStep.readsTransposed(product, i) ? factor.inputs[0] : factor);
    }
  }

  /** Whether the node can be a member of a chain. */
  private static boolean isFloatElementwise(Node node) {
    return node.op instanceof Elementwise && node.isFloat() && node.readsFloats();
  }
}
