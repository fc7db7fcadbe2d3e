package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
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
  private final ChainLayout.Member[] members;
  private final ChainOperand[] staged;
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
    ChainLayout layout = new ChainLayout(chain, slots, copies);
    this.members = layout.members.toArray(ChainLayout.Member[]::new);
    this.staged = layout.staged.toArray(ChainOperand[]::new);
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
    for (ChainOperand operand : staged) {
      operand.stageOnce(memory, longest, start, end);
    }
    for (int at = start; at < end; at += block) {
      runBlock(memory, at, Math.min(block, end - at), start, end);
    }
  }

  private void runBlock(float[][] memory, int at, int n, int start, int end) {
    for (ChainOperand operand : staged) {
      operand.stageBlock(memory, at, n);
    }
    for (ChainLayout.Member member : members) {
      ChainOperand a = member.a();
      ChainOperand b = member.b();
      ChainOperand c = member.c();
      boolean direct = member.register() < 0;
      member
          .op()
          .run(
              kernels,
              a.array(memory, start, end),
              a.offset(at, start, end),
              b.array(memory, start, end),
              b.offset(at, start, end),
              c.array(memory, start, end),
              c.offset(at, start, end),
              direct ? out.floats : memory[member.register()],
              direct ? out.offset + at : 0,
              n);
    }
    if (copies) {
      System.arraycopy(memory[result()], 0, out.floats, out.offset + at, n);
    }
  }

  private int result() {
    return members[members.length - 1].register();
  }
}
