package dev.cotangent.core.plan;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;

/** A node of the lowered graph, which has only ops that a plan can run. */
final class Node {

  final int id;
  final Op op;
  final Node[] inputs;
  final TensorType type;

  /** The layer that it belongs to, for a profile; empty if unknown. */
  final String place;

  Node(int id, Op op, Node[] inputs, TensorType type, String place) {
    this.id = id;
    this.op = op;
    this.inputs = inputs;
    this.type = type;
    this.place = place;
  }

  int size() {
    return type.shape().size();
  }

  boolean isLeaf() {
    return inputs.length == 0 && op instanceof dev.cotangent.core.op.leaf.Leaf;
  }

  @Override
  public String toString() {
    return "%" + id + " " + op.id() + " " + type;
  }
}
