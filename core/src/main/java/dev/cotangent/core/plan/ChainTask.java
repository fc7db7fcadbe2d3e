package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a chain over a range of rows in blocks that fit the first-level cache. Intermediate values
 * stay in registers, which are blocks of scratch memory. Broadcast operands are expanded in scratch
 * memory once (a scalar, a row) or for each block (a column, channels), so that every kernel call
 * reads consecutive floats.
 *
 * <p>For kernels that prefer it, every operand and the result have their own scratch arrays: C2
 * vectorises a plain loop only if all arrays are indexed alike, and the copies cost less than that
 * gains.
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
  private final boolean copies;
  private final int arrays;
  private final int arraySize;

  ChainTask(Chain chain, Kernels kernels, Function<Node, Slot> slots) {
    this.kernels = kernels;
    this.out = slots.apply(chain.root());
    this.size = chain.root().size();
    this.rowLength = size == 0 ? 0 : size / Step.firstAxis(chain.root());
    this.block = Math.max(1, Math.min(BLOCK, size));
    this.copies = kernels.prefersOwnArrays();
    Layout layout = new Layout(chain, slots);
    this.members = layout.members.toArray(Member[]::new);
    this.staged = layout.staged.toArray(Operand[]::new);
    this.arrays = layout.arrays;
    this.arraySize = block + layout.longestPeriod;
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
    float[][] memory = scratch.rows(Scratch.Purpose.CHAIN, arrays, arraySize);
    int longest = Math.min(block, end - start);
    for (Operand operand : staged) {
      operand.stageOnce(memory, longest, start, end);
    }
    for (int at = start; at < end; at += block) {
      runBlock(memory, at, Math.min(block, end - at), start, end);
    }
  }

  private void runBlock(float[][] memory, int at, int n, int start, int end) {
    for (Operand operand : staged) {
      operand.stageBlock(memory, at, n);
    }
    for (Member member : members) {
      Operand a = member.a;
      Operand b = member.b;
      Operand c = member.c;
      boolean direct = member.register < 0;
      member.op.run(
          kernels,
          a.array(memory, start, end),
          a.offset(at, start, end),
          b.array(memory, start, end),
          b.offset(at, start, end),
          c.array(memory, start, end),
          c.offset(at, start, end),
          direct ? out.floats : memory[member.register],
          direct ? out.offset + at : 0,
          n);
    }
    if (copies) {
      System.arraycopy(memory[result()], 0, out.floats, out.offset + at, n);
    }
  }

  private int result() {
    return members[members.length - 1].register;
  }

  /**
   * One op of the chain; its result goes to the register, or to the chain's output if {@code
   * register} is −1.
   */
  private record Member(Elementwise op, Operand a, Operand b, Operand c, int register) {}

  /**
   * The source that a member reads: a register, consecutive floats of a slot, or an expanded copy.
   */
  private static final class Operand {
    private static final Slot NONE = new Slot();
    private static final int NOWHERE = -1;

    private final Slot slot;
    private final Access.Kind kind;
    private final int length;
    private final int elements;
    private final int array;
    private final boolean copied;

    /**
     * An operand in memory.
     *
     * @param elements the number of elements before a {@code COLUMN} or {@code CHANNEL} repeats
     * @param array the array of scratch memory where it is expanded if needed
     * @param copied whether it is always copied there
     */
    Operand(Slot slot, Access.Kind kind, int length, int elements, int array, boolean copied) {
      this.slot = slot;
      this.kind = kind;
      this.length = length;
      this.elements = elements;
      this.array = array;
      this.copied = copied;
    }

    static Operand register(int array) {
      return new Operand(NONE, Access.Kind.SCALAR, 0, 1, array, true);
    }

    float[] array(float[][] memory, int start, int end) {
      return isDirect(start, end) ? slot.floats : memory[array];
    }

    int offset(int at, int start, int end) {
      if (isDirect(start, end)) {
        return slot.offset + (kind == Access.Kind.ROW ? at % length : at);
      }
      return kind == Access.Kind.ROW && !copied ? at % length : 0;
    }

    /** Whether the range reads consecutive floats in place: all of it, or less than one period. */
    private boolean isDirect(int start, int end) {
      return !copied
          && (kind == Access.Kind.FULL
              || (kind == Access.Kind.ROW && start % length + end - start <= length));
    }

    void stageOnce(float[][] memory, int longest, int start, int end) {
      if (kind == Access.Kind.SCALAR) {
        Arrays.fill(memory[array], 0, longest, slot.floats[slot.offset]);
      } else if (kind == Access.Kind.ROW && !copied && !isDirect(start, end)) {
        repeat(memory[array], length + longest);
      }
    }

    private void repeat(float[] row, int count) {
      System.arraycopy(slot.floats, slot.offset, row, 0, Math.min(length, count));
      for (int done = length; done < count; done *= 2) {
        System.arraycopy(row, 0, row, done, Math.min(done, count - done));
      }
    }

    void stageBlock(float[][] memory, int at, int n) {
      switch (kind) {
        case FULL -> System.arraycopy(slot.floats, slot.offset + at, memory[array], 0, n);
        case ROW -> stageRows(memory[array], at, n);
        case COLUMN, CHANNEL -> stageColumns(memory[array], at, n);
        case SCALAR -> {}
      }
    }

    private void stageRows(float[] block, int at, int n) {
      if (!copied) {
        return; // expanded once
      }
      int from = at % length;
      for (int done = 0; done < n; from = 0) {
        int run = Math.min(n - done, length - from);
        System.arraycopy(slot.floats, slot.offset + from, block, done, run);
        done += run;
      }
    }

    private void stageColumns(float[] block, int at, int n) {
      for (int i = 0; i < n; ) {
        int element = (at + i) / length;
        int run = Math.min(n - i, (element + 1) * length - at - i);
        Arrays.fill(block, i, i + run, slot.floats[slot.offset + element % elements]);
        i += run;
      }
    }
  }

  /** Assigns registers and expanded operands their arrays in scratch memory. */
  private final class Layout {
    private final List<Member> members = new ArrayList<>();
    private final List<Operand> staged = new ArrayList<>();
    private final Function<Node, Slot> slots;
    private final Chain chain;
    private final int[] registers;
    private int arrays;
    private int longestPeriod;

    Layout(Chain chain, Function<Node, Slot> slots) {
      this.chain = chain;
      this.slots = slots;
      this.registers = registers(chain);
      if (!copies) {
        registers[registers.length - 1] = -1;
      }
      arrays = 1 + Arrays.stream(registers).max().orElse(-1);
      for (int i = 0; i < registers.length; i++) {
        Node node = chain.members().get(i);
        Operand[] in = new Operand[node.inputs.length];
        Arrays.setAll(in, operand -> operand(node, operand));
        Operand b = in.length > 1 ? in[1] : in[0];
        Operand c = in.length > 2 ? in[2] : in[0];
        members.add(new Member((Elementwise) node.op, in[0], b, c, registers[i]));
      }
    }

    private Operand operand(Node member, int index) {
      Node node = member.inputs[index];
      int inner = chain.members().indexOf(node);
      if (inner >= 0) {
        return Operand.register(registers[inner]);
      }
      if (node == chain.host()) {
        return stage(out, Access.Kind.FULL, 0, 0);
      }
      Access access = chain.access(member, index);
      int elements = access.source().size();
      return stage(slots.apply(access.source()), access.kind(), access.length(), elements);
    }

    private Operand stage(Slot slot, Access.Kind kind, int length, int elements) {
      if (kind == Access.Kind.FULL && !copies) {
        return new Operand(slot, kind, length, elements, Operand.NOWHERE, false);
      }
      Operand operand = new Operand(slot, kind, length, elements, arrays++, copies);
      longestPeriod =
          kind == Access.Kind.ROW && !copies ? Math.max(longestPeriod, length) : longestPeriod;
      staged.add(operand);
      return operand;
    }

    /**
     * Assigns a register to every member; members that are never live at the same time share one.
     */
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
}
