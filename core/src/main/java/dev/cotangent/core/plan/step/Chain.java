package dev.cotangent.core.plan.step;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise nodes of one shape that run together, block by block, so that intermediate values
 * stay in cache.
 *
 * @param members the nodes, each after those it reads; the last one is the result
 * @param host a matrix product whose only reader is this chain, which therefore runs on its rows as
 *     they are computed
 */
public record Chain(List<Node> members, @Nullable Node host) {

  /** The node whose value the chain writes to memory. */
  Node root() {
    return members.get(members.size() - 1);
  }

  /** The access pattern of a member's operand from outside the chain. */
  public Access access(Node member, int operand) {
    return Access.of(member.inputs[operand], member.type.shape()).orElseThrow();
  }
}
