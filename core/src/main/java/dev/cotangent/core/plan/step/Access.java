package dev.cotangent.core.plan.step;

import dev.cotangent.core.Shape;
import dev.cotangent.core.op.shape.Broadcast;
import java.util.Arrays;
import java.util.Optional;

/**
 * The access pattern by which an elementwise chain reads an operand broadcast to the chain's shape.
 *
 * @param source the node that holds the values
 * @param kind the pattern of repetition
 * @param length the period of a {@code ROW}; the number of repetitions of each element of a {@code
 *     COLUMN} or {@code CHANNEL}
 */
public record Access(Node source, Kind kind, int length) {

  enum Kind {
    /** The same number of elements as the chain. */
    FULL,
    /** One element, used for all. */
    SCALAR,
    /** The whole operand repeated, like a bias added to each row. */
    ROW,
    /** Each element repeated several times, like a column broadcast along its rows. */
    COLUMN,
    /**
     * Each element repeated several times, and all of that repeated, like a bias added to channels.
     */
    CHANNEL
  }

  /**
   * The pattern in which {@code operand} is broadcast to {@code target}; empty if a chain cannot
   * read it.
   */
  public static Optional<Access> of(Node operand, Shape target) {
    if (operand.op instanceof Broadcast) {
      Optional<Access> behind = directly(operand.inputs[0], target);
      if (behind.isPresent()) {
        return behind;
      }
    }
    return directly(operand, target);
  }

  private static Optional<Access> directly(Node source, Shape target) {
    Shape shape = source.type.shape();
    if (shape.size() == target.size()) {
      return Optional.of(new Access(source, Kind.FULL, 0));
    }
    if (shape.size() == 1) {
      return Optional.of(new Access(source, Kind.SCALAR, 0));
    }
    int[] dims = padded(shape, target.rank());
    if (shape.size() > 0 && isSuffix(dims, target)) {
      return Optional.of(new Access(source, Kind.ROW, shape.size()));
    }
    if (shape.size() > 0 && isPrefix(dims, target)) {
      return Optional.of(new Access(source, Kind.COLUMN, target.size() / shape.size()));
    }
    if (shape.size() > 0 && isInfix(dims, target)) {
      return Optional.of(new Access(source, Kind.CHANNEL, behind(dims, target)));
    }
    return Optional.empty();
  }

  private static int[] padded(Shape shape, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    System.arraycopy(shape.dims(), 0, dims, rank - shape.rank(), shape.rank());
    return dims;
  }

  private static boolean isSuffix(int[] dims, Shape target) {
    int axis = 0;
    while (axis < dims.length && dims[axis] == 1) {
      axis++;
    }
    while (axis < dims.length && dims[axis] == target.dim(axis)) {
      axis++;
    }
    return axis == dims.length;
  }

  private static boolean isPrefix(int[] dims, Shape target) {
    int axis = 0;
    while (axis < dims.length && dims[axis] == target.dim(axis)) {
      axis++;
    }
    while (axis < dims.length && dims[axis] == 1) {
      axis++;
    }
    return axis == dims.length;
  }

  private static boolean isInfix(int[] dims, Shape target) {
    int axis = 0;
    while (axis < dims.length && dims[axis] == 1) {
      axis++;
    }
    while (axis < dims.length && dims[axis] == target.dim(axis)) {
      axis++;
    }
    while (axis < dims.length && dims[axis] == 1) {
      axis++;
    }
    return axis == dims.length;
  }

  /** The number of elements of the target's axes after the operand's last one. */
  private static int behind(int[] dims, Shape target) {
    int product = 1;
    for (int axis = dims.length - 1; dims[axis] == 1; axis--) {
      product *= target.dim(axis);
    }
    return product;
  }
}
