package dev.cotangent.layers;

import dev.cotangent.core.spi.Signature;

/**
 * A node of a {@link Graph} under construction, or one of its outputs; the input of further nodes.
 * Immutable.
 */
public final class GraphNode {

  private final GraphBuilder owner;
  private final Wire wire;

  GraphNode(GraphBuilder owner, Wire wire) {
    this.owner = owner;
    this.wire = wire;
  }

  /** Selects an output of a node that has several. */
  public GraphNode port(String output) {
    return new GraphNode(owner, new Wire(wire.input(), wire.node(), Signature.checked(output)));
  }

  /**
   * Assigns this node to the layer input with that name, as in {@code g.apply(attention, x,
   * mask.as("mask"))}; by default nodes are assigned in order.
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

  /** The text form used in a graph's attributes. */
  @Override
  public String toString() {
    return wire.toString();
  }
}
