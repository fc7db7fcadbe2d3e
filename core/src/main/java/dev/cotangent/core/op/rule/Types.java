package dev.cotangent.core.op.rule;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;

/** Checks shared by shape rules; every error message names the op. */
public final class Types {

  private static final String LITERALS =
      "Tensor.of and Tensor.scalar make F32 tensors, Tensor.f64 makes F64)";

  private Types() {}

  /** Returns the type, if it is floating-point. */
  public static TensorType floating(Op op, TensorType type) {
    if (!type.dtype().isFloating()) {
      throw new ShapeException(
          op.id()
              + ": the input is "
              + type
              + ", expected F32 or F64; cast it to one of them first");
    }
    return type;
  }

  /** The common type of two operands that broadcast. */
  public static TensorType broadcast(Op op, TensorType a, TensorType b) {
    if (a.dtype() != b.dtype()) {
      throw new ShapeException(
          op.id() + ": " + a + " and " + b + ", expected one type; cast one of them (" + LITERALS);
    }
    return new TensorType(a.dtype(), broadcast(op, a.shape(), b.shape()));
  }

  /** The common type of two numeric operands, which broadcast. */
  public static TensorType numbers(Op op, TensorType a, TensorType b) {
    TensorType common = broadcast(op, a, b);
    if (common.dtype() == DType.BOOL) {
      throw new ShapeException(
          op.id() + ": the inputs are " + a + ", expected numbers; cast them to F32 first");
    }
    return common;
  }

  /** The common shape of two operands that broadcast. */
  public static Shape broadcast(Op op, Shape a, Shape b) {
    try {
      return Shape.broadcast(a, b);
    } catch (ShapeException e) {
      throw new ShapeException(op.id() + ": " + e.getMessage());
    }
  }

  /** Checks that the number of axes is in [atLeast, atMost]. */
  public static void rank(Op op, TensorType type, int atLeast, int atMost) {
    int rank = type.shape().rank();
    if (rank < atLeast || rank > atMost) {
      String wanted = atLeast == atMost ? "" + atLeast : atLeast + " to " + atMost;
      wanted = atMost == Integer.MAX_VALUE ? "at least " + atLeast : wanted;
      String axes = wanted.endsWith("1") ? " axis" : " axes";
      throw new ShapeException(op.id() + ": the input is " + type + ", expected " + wanted + axes);
    }
  }

  /** Checks that the element type is {@code wanted}. */
  public static void dtype(Op op, TensorType type, DType wanted) {
    if (type.dtype() != wanted) {
      String way =
          wanted == DType.I32 ? "make it by Tensor.i32 or cast it" : "cast it to " + wanted;
      throw new ShapeException(
          op.id() + ": an input is " + type + ", expected " + wanted + "; " + way);
    }
  }
}
