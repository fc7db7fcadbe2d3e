package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;

/** Lets a kernel set run loops of its own, if it has any for these sizes, on a range of rows. */
final class LstmOwnLoops {

  private LstmOwnLoops() {}

  /** Computes rows of the trace; returns whether the set did so. */
  static boolean trace(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    return kernels.lstmTrace(
        to - from,
        steps,
        hidden,
        operands.floats(0),
        operands.offset(0) + from * steps * LstmShape.GATES * hidden,
        operands.floats(1),
        operands.offset(1),
        operands.floats(2),
        operands.offset(2) + from * hidden,
        operands.floats(3),
        operands.offset(3) + from * hidden,
        operands.out(),
        operands.outOffset() + from * steps * LstmShape.PARTS * hidden,
        scratch);
  }

  /** Computes rows of the gates' gradient; returns whether the set did so. */
  static boolean gates(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int last = operands.type(2).shape().dim(1);
    return kernels.lstmGrad(
        to - from,
        steps,
        hidden,
        last,
        operands.floats(0),
        operands.offset(0) + from * steps * LstmShape.PARTS * hidden,
        operands.floats(1),
        operands.offset(1),
        operands.floats(2),
        operands.offset(2) + from * last * 2 * hidden,
        operands.floats(3),
        operands.offset(3) + from * hidden,
        operands.out(),
        operands.outOffset() + from * steps * LstmShape.GATES * hidden,
        scratch);
  }
}
