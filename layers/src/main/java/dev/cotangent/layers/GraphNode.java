package dev.cotangent.layers;

import dev.cotangent.core.model.Signature;

/**
 * A node of a {@link Graph} that is being built, or one of its outputs: what further nodes take.
 * Immutable.
 */
public final class GraphNode {

  private final GraphBuilder owner;
  private final Wire wire;

  GraphNode(GraphBuilder owner, Wire wire) {
    this.owner = owner;
    this.wire = wire;
  }

  /** One output of a node that has several. */
  public GraphNode port(String output) {
    return new GraphNode(owner, new Wire(wire.input(), wire.node(), Signature.checked(output)));
  }

  /**
   * This node for the input of that name of the layer that it is given to, as in {@code
   * g.apply(attention, x, mask.as("mask"))}; without, nodes go to inputs by their order.
   */
  public GraphNode as(String input) {
    return new GraphNode(owner, new Wire(Signature.checked(input), wire.node(), wire.port()));
  }

  GraphBuilder owner() {
    return owner;
  }

  Wire wire() {
    return wire;
  }

  /** As a graph's attributes hold it. */
  @Override
  public String toString() {
    return wire.toString();
  }
}
