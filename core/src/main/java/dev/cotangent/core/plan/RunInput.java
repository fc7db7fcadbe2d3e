package dev.cotangent.core.plan;

import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Slot;
import java.util.Arrays;
import java.util.List;

/** An input of a {@link Run}: its nodes and the memory that they read. */
final class RunInput {

  private final List<Node> unfed;
  private Node[] nodes = {};
  private Slot[] slots = {};

  /** An input without nodes yet; feeding it removes its nodes from {@code unfed}. */
  RunInput(List<Node> unfed) {
    this.unfed = unfed;
  }

  /** Adds a node with this input's name; returns the slot of its value. */
  Slot add(Node node) {
    int count = nodes.length;
    nodes = Arrays.copyOf(nodes, count + 1);
    slots = Arrays.copyOf(slots, count + 1);
    nodes[count] = node;
    slots[count] = new Slot();
    unfed.add(node);
    return slots[count];
  }

  /**
   * Feeds an F32 or BOOL input.
   *
   * @throws ShapeException if the array is too short from {@code offset} or the input holds another
   *     type
   */
  void feed(float[] array, int offset) {
    for (int i = 0; i < nodes.length; i++) {
      DType dtype = nodes[i].type.dtype();
      check(nodes[i], dtype != DType.F64 && dtype != DType.I32, "float", array.length, offset);
      slots[i].floats = array;
      slots[i].offset = offset;
    }
  }

  /** Feeds an I32 input; see {@link #feed(float[], int)}. */
  void feed(int[] array, int offset) {
    for (int i = 0; i < nodes.length; i++) {
      check(nodes[i], nodes[i].type.dtype() == DType.I32, "int", array.length, offset);
      slots[i].ints = array;
      slots[i].offset = offset;
    }
  }

  /** Feeds an F64 input; see {@link #feed(float[], int)}. */
  void feed(double[] array, int offset) {
    for (int i = 0; i < nodes.length; i++) {
      check(nodes[i], nodes[i].type.dtype() == DType.F64, "double", array.length, offset);
      slots[i].doubles = array;
      slots[i].offset = offset;
    }
  }

  private void check(Node node, boolean typeFits, String kind, int length, int offset) {
    if (!typeFits || offset < 0 || length - offset < node.size()) {
      throw unfit(node, kind, length, offset);
    }
    if (!unfed.isEmpty()) {
      unfed.remove(node);
    }
  }

  private static String article(String kind) {
    return kind.equals("int") ? "an int" : "a " + kind;
  }

  private static ShapeException unfit(Node node, String kind, int length, int offset) {
    String wanted =
        switch (node.type.dtype()) {
          case F64 -> "double";
          case I32 -> "int";
          default -> "float";
        };
    return new ShapeException(
        node.op.id()
            + " "
            + node.type
            + " was fed "
            + article(kind)
            + "["
            + length
            + "] from offset "
            + offset
            + ", expected "
            + (offset < 0
                ? "an offset of at least 0"
                : article(wanted) + "[] with " + node.size() + " elements from there"));
  }
}
