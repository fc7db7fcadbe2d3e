package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a chain over a range of rows in blocks that fit the first-level cache. The values between
 * its members stay in registers: blocks of scratch memory. Operands that are repeated are laid out
 * in scratch memory once (a scalar, a row) or for each block (a column), so that every kernel call
 * reads plain consecutive floats.
 */
final class ChainTask implements Task {

  private static final int BLOCK = 1024;

  private final Kernels kernels;
  private final Slot out;
  private final int size;
  private final int rowLength;
  private final int block;
  private final Member[] members;
  private final Operand[] staged;
  private final int scratchSize;

  ChainTask(Chain chain, Kernels kernels, Function<Node, Slot> slots) {
    this.kernels = kernels;
    this.out = slots.apply(chain.root());
    this.size = chain.root().size();
    this.rowLength = size == 0 ? 0 : size / Step.firstAxis(chain.root());
    this.block = Math.max(1, Math.min(BLOCK, size));
    Layout layout = new Layout(chain, slots);
    this.members = layout.members.toArray(Member[]::new);
    this.staged = layout.staged.toArray(Operand[]::new);
    this.scratchSize = layout.size;
  }

  @Override
  public void run(int from, int to, Scratch scratch) {
    runElements(from * rowLength, to * rowLength, scratch);
  }

  /** Runs the columns [from, to) of all rows. */
  void runColumns(int from, int to, Scratch scratch) {
    for (int row = 0; row < size; row += rowLength) {
      runElements(row + from, row + to, scratch);
    }
  }

  private void runElements(int start, int end, Scratch scratch) {
    float[] memory = scratch.floats(Scratch.Purpose.CHAIN, scratchSize);
    int longest = Math.min(block, end - start);
    for (Operand operand : staged) {
      operand.stageOnce(memory, longest, start, end);
    }
    for (int at = start; at < end; at += block) {
      runBlock(memory, at, Math.min(block, end - at), start, end);
    }
  }

  private void runBlock(float[] memory, int at, int n, int start, int end) {
    for (Operand operand : staged) {
      operand.stageBlock(memory, at, n);
    }
    for (Member member : members) {
      Operand a = member.a;
      Operand b = member.b;
      Operand c = member.c;
      boolean last = member.register < 0;
      member.op.run(
          kernels,
          a.array(memory, start, end),
          a.offset(at, start, end),
          b.array(memory, start, end),
          b.offset(at, start, end),
          c.array(memory, start, end),
          c.offset(at, start, end),
          last ? out.floats : memory,
          last ? out.offset + at : member.register,
          n);
    }
  }

  /**
   * One op of the chain; its result goes to the register, or to the chain's output if that is −1.
   */
  private record Member(Elementwise op, Operand a, Operand b, Operand c, int register) {}

  /** Where a member reads: a register, consecutive floats of a slot, or a staged repetition. */
  private static final class Operand {
    private static final Slot NONE = new Slot();

    private final Slot slot;
    private final Access.Kind kind;
    private final int length;
    private final int scratchOffset;
    private final boolean register;

    Operand(Slot slot, Access.Kind kind, int length, int scratchOffset, boolean register) {
      this.slot = slot;
      this.kind = kind;
      this.length = length;
      this.scratchOffset = scratchOffset;
      this.register = register;
    }

    static Operand register(int offset) {
      return new Operand(NONE, Access.Kind.FULL, 0, offset, true);
    }

    float[] array(float[] memory, int start, int end) {
      return register || !isDirect(start, end) ? memory : slot.floats;
    }

    int offset(int at, int start, int end) {
      if (register) {
        return scratchOffset;
      }
      return switch (kind) {
        case FULL -> slot.offset + at;
        case ROW -> isDirect(start, end) ? slot.offset + at % length : scratchOffset + at % length;
        case SCALAR, COLUMN -> scratchOffset;
      };
    }

    /**
     * Whether the range reads consecutive floats as they lie: all of it, or less than one period.
     */
    private boolean isDirect(int start, int end) {
      return kind == Access.Kind.FULL
          || (kind == Access.Kind.ROW && start % length + end - start <= length);
    }

    void stageOnce(float[] memory, int longest, int start, int end) {
      if (kind == Access.Kind.SCALAR) {
        Arrays.fill(memory, scratchOffset, scratchOffset + longest, slot.floats[slot.offset]);
      } else if (kind == Access.Kind.ROW && !isDirect(start, end)) {
        repeat(memory, length + longest);
      }
    }

    private void repeat(float[] memory, int count) {
      System.arraycopy(slot.floats, slot.offset, memory, scratchOffset, Math.min(length, count));
      for (int done = length; done < count; done *= 2) {
        System.arraycopy(
            memory, scratchOffset, memory, scratchOffset + done, Math.min(done, count - done));
      }
    }

    void stageBlock(float[] memory, int at, int n) {
      if (kind != Access.Kind.COLUMN) {
        return;
      }
      for (int i = 0; i < n; ) {
        int element = (at + i) / length;
        int run = Math.min(n - i, (element + 1) * length - at - i);
        Arrays.fill(
            memory, scratchOffset + i, scratchOffset + i + run, slot.floats[slot.offset + element]);
        i += run;
      }
    }
  }

  /** Gives registers and staging areas their places in scratch memory. */
  private final class Layout {
    private final List<Member> members = new ArrayList<>();
    private final List<Operand> staged = new ArrayList<>();
    private final Function<Node, Slot> slots;
    private final Chain chain;
    private final int[] registers;
    private int size;

    Layout(Chain chain, Function<Node, Slot> slots) {
      this.chain = chain;
      this.slots = slots;
      this.registers = registers(chain);
      size = (1 + Arrays.stream(registers).max().orElse(-1)) * block;
      for (int i = 0; i < registers.length; i++) {
        Node node = chain.members().get(i);
        Operand[] in = new Operand[node.inputs.length];
        Arrays.setAll(in, operand -> operand(node, operand));
        Operand b = in.length > 1 ? in[1] : in[0];
        Operand c = in.length > 2 ? in[2] : in[0];
        int register = registers[i] < 0 ? -1 : registers[i] * block;
        members.add(new Member((Elementwise) node.op, in[0], b, c, register));
      }
    }

    private Operand operand(Node member, int index) {
      Node node = member.inputs[index];
      int inner = chain.members().indexOf(node);
      if (inner >= 0) {
        return Operand.register(registers[inner] * block);
      }
      if (node == chain.host()) {
        return new Operand(out, Access.Kind.FULL, 0, 0, false);
      }
      Access access = chain.access(member, index);
      Operand operand =
          new Operand(slots.apply(access.source()), access.kind(), access.length(), size, false);
      if (access.kind() != Access.Kind.FULL) {
        size += block + (access.kind() == Access.Kind.ROW ? access.length() : 0);
        staged.add(operand);
      }
      return operand;
    }

    /** A register for every member but the last, shared by those that are never alive together. */
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
        register[i] = i == nodes.size() - 1 ? -1 : chosen;
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
}
