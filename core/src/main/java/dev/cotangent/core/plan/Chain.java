package dev.cotangent.core.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise nodes of one shape that run together, block by block, so that what passes between
 * them stays in cache.
 *
 * @param members the nodes, each after those it reads; the last one is the result
 * @param host a matrix product whose only reader is this chain, which therefore runs on its rows as
 *     they are made
 */
record Chain(List<Node> members, @Nullable Node host) {

  /** The node whose value the chain leaves in memory. */
  Node root() {
    return members.get(members.size() - 1);
  }

  /** How a member reads one of its operands from outside the chain. */
  Access access(Node member, int operand) {
    return Access.of(member.inputs[operand], member.type.shape()).orElseThrow();
  }
}
