package dev.cotangent.core.graph;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.order.GraphOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates cotangents: those of a node that feeds several others are summed.
 *
 * <p>The first cotangent of a node is stored, later ones are added, in the order in which the
 * reverse pass visits them (depth first, by input position), so that sums never depend on hash
 * order. An edge along which the node was broadcast repeats its value, so the cotangent is first
 * summed back to the node's own shape.
 */
final class GradientAccumulation {

  private final GraphOrder<Tensor> order;
  private final @Nullable Tensor[] cotangents;

  GradientAccumulation(GraphOrder<Tensor> order) {
    this.order = order;
    this.cotangents = new Tensor[order.size()];
  }

  /**
   * Adds to the cotangent of a floating-point node; returns what was added, in the node's shape.
   */
  Tensor add(Tensor node, Tensor cotangent) {
    if (cotangent.dtype() != node.dtype()) {
      throw new ShapeException(
          "a cotangent of " + node + " is " + cotangent.type() + ", expected " + node.dtype());
    }
    int index = order.indexOf(node);
    Tensor own = sumTo(cotangent, node.shape());
    Tensor sum = cotangents[index];
    cotangents[index] = sum == null ? own : sum.add(own);
    return own;
  }

  /** The accumulated cotangent of a node, or null if no gradient flows to it. */
  @Nullable Tensor of(Tensor node) {
    int index = order.indexOf(node);
    return index < 0 ? null : cotangents[index];
  }

  /** Sums over the axes along which {@code shape} was broadcast to the tensor's shape. */
  static Tensor sumTo(Tensor tensor, Shape shape) {
    if (tensor.shape().equals(shape)) {
      return tensor;
    }
    if (!shape.broadcastsTo(tensor.shape())) {
      throw new ShapeException(
          "a cotangent of shape "
              + tensor.shape()
              + ", expected a shape to which "
              + shape
              + " broadcasts");
    }
    int shift = tensor.shape().rank() - shape.rank();
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      if (axis < shift || shape.dim(axis - shift) != tensor.shape().dim(axis)) {
        repeated.add(axis);
      }
    }
    return tensor.sum(repeated, false).reshape(shape);
  }
}
