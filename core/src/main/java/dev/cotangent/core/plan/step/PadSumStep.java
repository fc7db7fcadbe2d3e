package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.elementwise.Add;
import dev.cotangent.core.op.shape.Pad;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A sum of padded tensors whose ranges do not overlap, such as the gradient of a tensor that was
 * read in slices: each is written to its range, and zeros elsewhere. As each element is added to at
 * least one zero, −0 becomes +0.
 */
public final class PadSumStep extends Step {

  private static final int BLOCK = 1024;

  private final Chain chain;
  private final List<Node> pads;
  private final int axis;

  /** The step for a chain that {@link #fits}. */
  public PadSumStep(Chain chain) {
    super(chain.root(), Rows.ROWWISE, firstAxis(chain.root()));
    this.chain = chain;
    this.pads = pads(chain);
    this.axis = pad(pads.get(0)).axis();
  }

  /**
   * Whether a chain adds nothing but paddings along one axis, not the first, without overlap, each
   * of them once.
   */
  public static boolean fits(Chain chain) {
    if (chain.host() != null
        || !chain.members().stream().allMatch(node -> node.op instanceof Add)) {
      return false;
    }
    int end = 0;
    List<Node> pads = pads(chain);
    if (pads.size() != chain.members().size() + 1) {
      return false; // not a tree: a partial sum is added twice
    }
    for (Node node : pads) {
      boolean alike = node.op instanceof Pad && node.type.equals(chain.root().type);
      if (!alike || pad(node).axis() == 0 || pad(node).axis() != pad(pads.get(0)).axis()) {
        return false;
      }
    }
    pads.sort(Comparator.comparingInt(node -> pad(node).before()));
    for (Node node : pads) {
      if (pad(node).before() < end) {
        return false;
      }
      end = pad(node).before() + length(node);
    }
    return true;
  }

  /** The operands of the sum. */
  public static List<Node> pads(Chain chain) {
    List<Node> pads = new ArrayList<>();
    for (Node member : chain.members()) {
      for (Node operand : member.inputs) {
        if (!chain.members().contains(operand)) {
          pads.add(operand);
        }
      }
    }
    return pads;
  }

  private static Pad pad(Node node) {
    return (Pad) node.op;
  }

  private static int length(Node pad) {
    return pad.inputs[0].type.shape().dim(pad(pad).axis());
  }

  @Override
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(pads);
    nodes.addAll(chain.members());
    return nodes;
  }

  @Override
  public List<Operand> operands() {
    return pads.stream().map(pad -> new Operand(pad.inputs[0], true)).toList();
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    Slot out = slots.apply(output);
    int[] dims = output.type.shape().dims();
    int inner = Arrays.stream(dims, axis + 1, dims.length).reduce(1, (a, b) -> a * b);
    int runs = Arrays.stream(dims, 1, axis).reduce(1, (a, b) -> a * b);
    int distance = dims[axis] * inner;
    Range[] ranges =
        pads.stream()
            .map(
                pad ->
                    new Range(
                        slots.apply(pad.inputs[0]), pad(pad).before() * inner, length(pad) * inner))
            .toArray(Range[]::new);
    boolean covered = Arrays.stream(ranges).mapToInt(Range::length).sum() == distance;
    return new Place(kernels, out, ranges, runs, distance, covered);
  }

  @Override
  public double cost() {
    return 2.0 * output.size();
  }

  @Override
  public String name() {
    return "pad+" + ChainStep.name(chain);
  }

  private record Range(Slot from, int start, int length) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(
      Kernels kernels, Slot out, Range[] ranges, int runs, int distance, boolean covered)
      implements Task {

    private static final float[] ZEROS = new float[BLOCK];

    @Override
    public void run(int from, int to, Scratch scratch) {
      for (int run = from * runs; run < to * runs; run++) {
        int at = out.offset + run * distance;
        if (!covered) {
          Arrays.fill(out.floats, at, at + distance, 0f);
        }
        for (Range range : ranges) {
          place(range, range.from.offset + run * range.length, at + range.start);
        }
      }
    }

    private void place(Range range, int from, int to) {
      for (int done = 0; done < range.length; done += BLOCK) {
        int n = Math.min(BLOCK, range.length - done);
        kernels.binary(
            Binary.ADD, range.from.floats, from + done, ZEROS, 0, out.floats, to + done, n);
      }
    }
  }
}
