package dev.cotangent.core.graph;

/** Where a node's derivative rule sends what flows back to its inputs. */
@FunctionalInterface
public interface Cotangents {

  /**
   * Sends a cotangent back to an input of the node.
   *
   * @param input the position among the node's inputs
   * @param cotangent of the input's shape, or of a shape that the input was broadcast to
   */
  void add(int input, Tensor cotangent);
}
