package dev.cotangent.core.graph;

/** Receives the cotangents that a node's derivative rule sends back to its inputs. */
@FunctionalInterface
public interface Cotangents {

  /**
   * Adds a cotangent to that of an input of the node.
   *
   * @param input the position among the node's inputs, from 0
   * @param cotangent a tensor of the input's shape, or of a shape that the input was broadcast to
   */
  void add(int input, Tensor cotangent);
}
