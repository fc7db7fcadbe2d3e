package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A chain of elementwise ops that is not fused into a matrix product. */
public final class ChainStep extends Step {

  private final Chain chain;

  public ChainStep(Chain chain) {
    super(chain.root(), Rows.ROWWISE, firstAxis(chain.root()));
    this.chain = chain;
  }

  @Override
  public List<Node> nodes() {
    return chain.members();
  }

  @Override
  public List<Operand> operands() {
    return operands(chain, units);
  }

  /** The operands that a chain reads from memory, without its host's product. */
  static List<Operand> operands(Chain chain, int units) {
    List<Operand> operands = new ArrayList<>();
    for (Node member : chain.members()) {
      for (int i = 0; i < member.inputs.length; i++) {
        if (member.inputs[i] != chain.host() && !chain.members().contains(member.inputs[i])) {
          Access access = chain.access(member, i);
          operands.add(new Operand(access.source(), isAligned(access, units)));
        }
      }
    }
    return operands;
  }

  private static boolean isAligned(Access access, int units) {
    return switch (access.kind()) {
      case FULL -> true;
      case COLUMN -> firstAxis(access.source()) == units;
      case ROW, SCALAR, CHANNEL -> false;
    };
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    return new ChainTask(chain, kernels, slots);
  }

  @Override
  public double cost() {
    return cost(chain);
  }

  static double cost(Chain chain) {
    return 2.0 * chain.members().size() * chain.root().size();
  }

  @Override
  public String name() {
    return name(chain);
  }

  static String name(Chain chain) {
    return chain.members().stream().map(member -> member.op.id()).collect(Collectors.joining("+"));
  }

  @Override
  public boolean runsInPlace() {
    return true;
  }
}
