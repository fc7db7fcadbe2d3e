package dev.cotangent.core.plan.step;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.op.leaf.Leaf;
import dev.cotangent.core.op.shape.Reshape;

/** A node of the lowered graph, which has only ops that a plan can run. */
public final class Node {

  public final int id;
  public final Op op;
  public final Node[] inputs;
  public final TensorType type;

  /** The layer that it belongs to, for a profile; empty if unknown. */
  final String place;

  public Node(int id, Op op, Node[] inputs, TensorType type, String place) {
    this.id = id;
    this.op = op;
    this.inputs = inputs;
    this.type = type;
    this.place = place;
  }

  public int size() {
    return type.shape().size();
  }

  public boolean isLeaf() {
    return inputs.length == 0 && op instanceof Leaf;
  }

  /** The node whose memory holds this node's value: itself, but for a reshaped one. */
  public Node base() {
    return op instanceof Reshape ? inputs[0].base() : this;
  }

  /** Whether the value is stored in a float array. */
  public boolean isFloat() {
    return type.dtype() == DType.F32 || type.dtype() == DType.BOOL;
  }

  /** Whether the values of all inputs are stored in float arrays. */
  public boolean readsFloats() {
    for (Node input : inputs) {
      if (!input.isFloat()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "%" + id + " " + op.id() + " " + type;
  }
}
