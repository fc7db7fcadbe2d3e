package dev.cotangent.core.op;

import dev.cotangent.core.DType;
import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;

/** The checks that shape rules share; every error names the op. */
final class Types {

  private Types() {}

  /** The type itself, if it is floating. */
  static TensorType floating(Op op, TensorType type) {
    if (!type.dtype().isFloating()) {
      throw new ShapeException(op.id() + " needs F32 or F64, not " + type);
    }
    return type;
  }

  /** The common type of two operands that broadcast. */
  static TensorType broadcast(Op op, TensorType a, TensorType b) {
    if (a.dtype() != b.dtype()) {
      throw new ShapeException(
          op.id() + " does not mix types: " + a + " and " + b + "; cast one of them");
    }
    return new TensorType(a.dtype(), broadcast(op, a.shape(), b.shape()));
  }

  /** The common shape of two operands that broadcast. */
  static Shape broadcast(Op op, Shape a, Shape b) {
    try {
      return Shape.broadcast(a, b);
    } catch (ShapeException e) {
      throw new ShapeException(op.id() + ": " + e.getMessage());
    }
  }

  /** Checks a number of axes. */
  static void rank(Op op, TensorType type, int atLeast, int atMost) {
    int rank = type.shape().rank();
    if (rank < atLeast || rank > atMost) {
      String wanted = atLeast == atMost ? "" + atLeast : atLeast + " to " + atMost;
      throw new ShapeException(op.id() + " needs " + wanted + " axes, not " + type);
    }
  }

  /** Checks an element type. */
  static void dtype(Op op, TensorType type, DType wanted) {
    if (type.dtype() != wanted) {
      throw new ShapeException(op.id() + " needs " + wanted + ", not " + type);
    }
  }
}
