package dev.cotangent.core.plan.step;

import dev.cotangent.core.op.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Assigns registers and expanded operands their arrays in scratch memory. */
final class ChainLayout {

  /**
   * One op of the chain; its result goes to the register, or to the chain's output if {@code
   * register} is −1.
   */
  record Member(Elementwise op, ChainOperand a, ChainOperand b, ChainOperand c, int register) {}

  final List<Member> members = new ArrayList<>();
  final List<ChainOperand> staged = new ArrayList<>();
  private final Function<Node, Slot> slots;
  private final Chain chain;
  private final int[] registers;
  private final Slot out;
  private final boolean copies;
  int arrays;
  int longestPeriod;

  ChainLayout(Chain chain, Function<Node, Slot> slots, boolean copies) {
    this.chain = chain;
    this.out = slots.apply(chain.root());
    this.copies = copies;
    this.slots = slots;
    this.registers = registers(chain);
    if (!copies) {
      registers[registers.length - 1] = -1;
    }
    arrays = 1 + Arrays.stream(registers).max().orElse(-1);
    for (int i = 0; i < registers.length; i++) {
      Node node = chain.members().get(i);
      ChainOperand[] in = new ChainOperand[node.inputs.length];
      Arrays.setAll(in, operand -> operand(node, operand));
      ChainOperand b = in.length > 1 ? in[1] : in[0];
      ChainOperand c = in.length > 2 ? in[2] : in[0];
      members.add(new Member((Elementwise) node.op, in[0], b, c, registers[i]));
    }
  }

  private ChainOperand operand(Node member, int index) {
    Node node = member.inputs[index];
    int inner = chain.members().indexOf(node);
    if (inner >= 0) {
      return ChainOperand.register(registers[inner]);
    }
    if (node == chain.host()) {
      return stage(out, Access.Kind.FULL, 0, 0);
    }
    Access access = chain.access(member, index);
    int elements = access.source().size();
    return stage(slots.apply(access.source()), access.kind(), access.length(), elements);
  }

  private ChainOperand stage(Slot slot, Access.Kind kind, int length, int elements) {
    if (kind == Access.Kind.FULL && !copies) {
      return new ChainOperand(slot, kind, length, elements, ChainOperand.NOWHERE, false);
    }
    ChainOperand operand = new ChainOperand(slot, kind, length, elements, arrays++, copies);
    longestPeriod =
        kind == Access.Kind.ROW && !copies ? Math.max(longestPeriod, length) : longestPeriod;
    staged.add(operand);
    return operand;
  }

  /** Assigns a register to every member; members that are never live at the same time share one. */
  private static int[] registers(Chain chain) {
    List<Node> nodes = chain.members();
    int[] register = new int[nodes.size()];
    int[] freeAfter = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      int lastUse = lastUse(nodes, i);
      int chosen = 0;
      while (freeAfter[chosen] > i) {
        chosen++;
      }
      register[i] = chosen;
      freeAfter[chosen] = Math.max(freeAfter[chosen], lastUse + 1);
    }
    return register;
  }

  private static int lastUse(List<Node> nodes, int producer) {
    int last = producer;
    for (int i = producer + 1; i < nodes.size(); i++) {
      if (Arrays.asList(nodes.get(i).inputs).contains(nodes.get(producer))) {
        last = i;
      }
    }
    return last;
  }
}
