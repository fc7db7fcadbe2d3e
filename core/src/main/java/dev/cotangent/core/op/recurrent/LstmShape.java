package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * The sizes of an LSTM, and the layout of a row of its trace.
 *
 * @param rows N, the batch size
 * @param steps T, the sequence length, at least 1
 * @param hidden H, the size of each state
 */
record LstmShape(int rows, int steps, int hidden) {

  /** Number of gates, in the order i, f, g, o. */
  static final int GATES = 4;

  /** Number of parts of H elements in a row of the trace: the gates, c_t and h_{t−1}. */
  static final int PARTS = 6;

  /** Index of the part of a trace row that holds g_t. */
  static final int CANDIDATE = 2;

  /** Index of the part of a trace row that holds o_t. */
  static final int OUTPUT_GATE = 3;

  /** Index of the part of a trace row that holds c_t. */
  static final int CELL = 4;

  /** Index of the part of a trace row that holds h_{t−1}. */
  static final int BEFORE = 5;

  /** The sizes, from an input [N, T, parts·H] and the recurrent weights [H, 4H]. */
  static LstmShape of(Op op, TensorType sequence, int parts, TensorType weights) {
    Types.rank(op, Types.floating(op, sequence), 3, 3);
    Types.rank(op, weights, 2, 2);
    Shape shape = sequence.shape();
    int hidden = weights.shape().dim(0);
    require(op, "recurrent weight", weights, sequence.with(Shape.of(hidden, GATES * hidden)));
    LstmShape result = new LstmShape(shape.dim(0), shape.dim(1), hidden);
    require(op, "sequence", sequence, sequence.with(result.sequence(parts)));
    if (result.steps < 1 || hidden < 1) {
      throw new ShapeException(
          op.id()
              + ": the sequence is "
              + sequence
              + ", expected at least 1 step and 1 hidden unit");
    }
    return result;
  }

  /** The sizes, from the inputs of {@link LstmTrace} and {@link LstmStates}: a, u, h0, c0. */
  static LstmShape of(Op op, List<TensorType> inputs) {
    LstmShape shape = of(op, inputs.get(0), GATES, inputs.get(1));
    require(op, "first hidden state", inputs.get(2), inputs.get(0).with(shape.state()));
    require(op, "first cell state", inputs.get(3), inputs.get(0).with(shape.state()));
    return shape;
  }

  /** Checks the type of one input. */
  static void require(Op op, String what, TensorType type, TensorType wanted) {
    if (!type.equals(wanted)) {
      throw new ShapeException(op.id() + ": the " + what + " is " + type + ", expected " + wanted);
    }
  }

  /** [N, T, parts·H]. */
  Shape sequence(int parts) {
    return Shape.of(rows, steps, parts * hidden);
  }

  /** [N, H]. */
  Shape state() {
    return Shape.of(rows, hidden);
  }

  /** Number of floating-point operations of the recurrent products. */
  double cost() {
    return 2.0 * rows * steps * hidden * GATES * hidden;
  }
}
