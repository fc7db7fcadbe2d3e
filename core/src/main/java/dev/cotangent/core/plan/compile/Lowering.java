package dev.cotangent.core.plan.compile;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.elementwise.Detach;
import dev.cotangent.core.op.leaf.Leaf;
import dev.cotangent.core.op.leaf.ParameterRead;
import dev.cotangent.core.op.shape.Broadcast;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.plan.step.Access;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.ParameterMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns tensors into nodes that a plan can run: expands ops without a kernel, merges equal
 * subexpressions, merges or drops successive transpositions, and reads a parameter from memory
 * through a transposition.
 */
public final class Lowering {

  /**
   * Whether the ops of a class have attributes. To hash a record, the JVM must link methods for its
   * class, which takes milliseconds when a service starts; most ops need none, having no attribute.
   */
  private static final ClassValue<Boolean> HAS_ATTRIBUTES =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !type.isRecord() || type.getDeclaredFields().length > 0;
        }
      };

  /** An op and its inputs: equal keys are the same computation. */
  private static final class Key {
    private final Op op;
    private final Node[] inputs;

    private Key(Op op, Node[] inputs) {
      this.op = op;
      this.inputs = inputs;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(inputs, key.inputs) && isSame(key.op);
    }

    private boolean isSame(Op other) {
      return HAS_ATTRIBUTES.get(op.getClass())
          ? op.equals(other)
          : op.getClass() == other.getClass();
    }

    @Override
    public int hashCode() {
      Class<?> type = op.getClass();
      int hash = HAS_ATTRIBUTES.get(type) ? op.hashCode() : type.hashCode();
      for (Node input : inputs) {
        hash = 31 * hash + input.id;
      }
      return hash;
    }
  }

  private final boolean share;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();
  private final IdentityHashMap<Tensor, Node> lowered = new IdentityHashMap<>();

  private final Function<Tensor, String> places;
  private String place = "";

  /** A lowering that merges equal subexpressions if {@code share}. */
  public Lowering(boolean share) {
    this(share, tensor -> "");
  }

  /**
   * A lowering that labels nodes with the places of their tensors; the expansion of an op has its
   * place, a shared node that of the first tensor.
   */
  public Lowering(boolean share, Function<Tensor, String> places) {
    this.share = share;
    this.places = places;
  }

  /** All nodes so far, each after its inputs. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node for a tensor. */
  public Node lower(Tensor tensor) {
    for (Tensor each :
        GraphOrder.of(
                List.of(tensor), node -> lowered.containsKey(node) ? List.of() : node.inputs())
            .nodes()) {
      if (!lowered.containsKey(each)) {
        lowered.put(each, lowerAtItsPlace(each));
      }
    }
    return known(tensor);
  }

  private Node lowerAtItsPlace(Tensor tensor) {
    String outer = place;
    String own = places.apply(tensor);
    place = own.isEmpty() ? outer : own;
    Node node = lowerOne(tensor);
    place = outer;
    return node;
  }

  private Node known(Tensor tensor) {
    return Objects.requireNonNull(lowered.get(tensor));
  }

  private Node lowerOne(Tensor tensor) {
    Op op = tensor.op();
    if (op instanceof ParameterRead read) {
      ParameterMemory memory = new ParameterMemory(read.parameter());
      return transpose(node(memory, memory.type()), inverse(read.parameter().storageOrder()));
    }
    if (op instanceof Transpose transpose) {
      return transpose(known(tensor.input(0)), transpose.permutation());
    }
    if (op instanceof Reshape) {
      return reshape(known(tensor.input(0)), tensor.shape());
    }
    if (!runsAsIs(tensor)) {
      Optional<Tensor> expansion = op.expand(tensor.inputs());
      if (expansion.isPresent()) {
        return lower(expansion.get());
      }
    }
    Node[] inputs = new Node[tensor.inputs().size()];
    Arrays.setAll(inputs, i -> operand(op, known(tensor.input(i)), tensor.shape()));
    return node(op, tensor.type(), inputs);
  }

  /**
   * Whether the op needs no expansion: it has a kernel, the planner has a step for it, or it works
   * on doubles.
   */
  private static boolean runsAsIs(Tensor tensor) {
    Op op = tensor.op();
    return op instanceof Leaf
        || op instanceof Elementwise
        || op instanceof KernelOp
        || op instanceof MatMul
        || op instanceof Broadcast
        || tensor.dtype() == DType.F64;
  }

  /** The operand itself, or an explicit broadcast if an elementwise op cannot read it in place. */
  private Node operand(Op op, Node operand, Shape target) {
    boolean readable = !(op instanceof Elementwise) || Access.of(operand, target).isPresent();
    return readable ? operand : node(new Broadcast(target), operand.type.with(target), operand);
  }

  /** A node that copies another one to its own memory. */
  public Node copy(Node node) {
    return add(new Detach(), node.type, node);
  }

  private Node node(Op op, TensorType type, Node... inputs) {
    if (!share) {
      return add(op, type, inputs);
    }
    Key key = new Key(op, inputs);
    Node node = known.get(key);
    if (node == null) {
      node = add(op, type, inputs);
      known.put(key, node);
    }
    return node;
  }

  private Node add(Op op, TensorType type, Node... inputs) {
    Node node = new Node(nodes.size(), op, inputs, type, place);
    nodes.add(node);
    return node;
  }

  /**
   * The node with its axes reordered; free if that undoes an earlier reordering or only moves axes
   * of length 1.
   */
  public Node transpose(Node node, List<Integer> permutation) {
    if (node.op instanceof Transpose before) {
      return transpose(
          node.inputs[0],
          permutation.stream().map(axis -> before.permutation().get(axis)).toList());
    }
    Shape shape = Shape.of(permutation.stream().mapToInt(node.type.shape()::dim).toArray());
    List<Integer> moved =
        permutation.stream().filter(axis -> node.type.shape().dim(axis) != 1).toList();
    if (moved.equals(moved.stream().sorted().toList())) {
      return reshape(node, shape);
    }
    return node(new Transpose(permutation), node.type.with(shape), node);
  }

  private Node reshape(Node node, Shape shape) {
    Node base = node.op instanceof Reshape ? node.inputs[0] : node;
    return base.type.shape().equals(shape)
        ? base
        : node(new Reshape(shape), base.type.with(shape), base);
  }

  private static List<Integer> inverse(List<Integer> permutation) {
    Integer[] inverse = new Integer[permutation.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation.get(i)] = i;
    }
    return Arrays.asList(inverse);
  }
}
